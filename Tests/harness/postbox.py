"""A mail server for tests: it keeps what it takes, and misbehaves when told to."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from .server import free_port

USER, PASSWORD = "crm", "пароль почты"


class Postbox:
    """Its letters, its moods, and the address it listens on."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, EmailMessage]] = []
        self.moods: list[str] = []
        """What it does with the next letters: `550`, `451`, `drop` before the letter, `cut` after it."""
        self.asked = 0
        self.port = free_port()
        self.controller = Controller(
            self, hostname="127.0.0.1", port=self.port, authenticator=self.sign_in, auth_required=True,
            auth_require_tls=False)
        self.controller.start()

    def sign_in(self, _server: SMTP, _session: Session, _envelope: Envelope, _way: str, who: object) -> AuthResult:
        good = isinstance(who, LoginPassword) and who == LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=good)

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.asked += 1
        mood = self.moods[0] if self.moods else ""
        if mood in ("550", "451", "drop"):
            self.moods.pop(0)
        if mood == "550":
            return "550 5.1.1 No such mailbox here"
        if mood == "451":
            return "451 4.3.0 Come again later"
        if mood == "drop":
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((envelope.rcpt_tos[0], letter))
        if self.moods and self.moods.pop(0) == "cut":
            server.transport.abort()
        return "250 Taken"

    def close(self) -> None:
        self.controller.stop()
