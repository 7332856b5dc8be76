"""The service of a browser for tests: it decrypts what it gets, as the browser would, with a library that
shares no code with ours, and misbehaves when told to."""

import base64
import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import http_ece
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Message:
    text: dict
    claims: dict
    headers: dict[str, str]


class Browser:
    """A browser's own keys."""

    def __init__(self, service: "PushService", name: str):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"0123456789abcdef"
        self.endpoint = f"{service.url}/{name}"
        service.browsers[f"/{name}"] = self

    @property
    def fields(self) -> dict[str, str]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.endpoint, "p256dh": encoded(point), "auth": encoded(self.secret)}


class PushService:
    """The messages that arrived, its moods, and the address it listens on."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.asked: list[str] = []
        self.faults: list[str] = []
        self.browsers: dict[str, Browser] = {}
        self.moods: list[int] = []
        """The statuses of the next answers; then it is well again."""
        service = self

        class Answers(Handler):
            pass

        Answers.service = service
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, path: str, headers: dict[str, str], body: bytes) -> None:
        browser = self.browsers[path]
        text = http_ece.decrypt(body, private_key=browser.key, auth_secret=browser.secret, version="aes128gcm")
        self.messages.append(Message(json.loads(text), self.claims(headers["authorization"]), headers))

    def claims(self, authorization: str) -> dict:
        """What the sender says of himself, with his signature tried."""
        way, _, rest = authorization.partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        head, claims, signature = parts["t"].split(".")
        both = decoded(signature)
        assert way == "vapid" and len(both) == 64
        number = [int.from_bytes(both[at : at + 32], "big") for at in (0, 32)]
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(parts["k"]))
        key.verify(utils.encode_dss_signature(*number), f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
        assert json.loads(decoded(head)) == {"typ": "JWT", "alg": "ES256"}
        return json.loads(decoded(claims)) | {"k": parts["k"]}

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Handler(BaseHTTPRequestHandler):
    service: ClassVar[PushService]
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        service = self.service
        service.asked.append(self.path)
        status = service.moods.pop(0) if service.moods else 201
        if status == 201:
            try:
                service.take(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            except Exception as fault:  # shown by the test
                service.faults.append(repr(fault))
                status = 400
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "90")
        if status == 301:
            self.send_header("Location", service.url + "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()
