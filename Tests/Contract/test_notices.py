"""Letters and messages of browsers, sent to a mail server and to a browser's service that misbehave."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import requests
from harness.company import PASSWORD, Company, new_phone
from harness.postbox import PASSWORD as MAIL_PASSWORD
from harness.postbox import USER, Postbox
from harness.push_service import Browser, PushService
from harness.visitor import Visitor

MONDAY = datetime.fromisoformat("2026-03-02T10:00:00+03:00")


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    postbox = Postbox()
    yield postbox
    postbox.close()


@pytest.fixture
def service() -> Iterator[PushService]:
    service = PushService()
    yield service
    service.close()


class House:
    """A company whose clock is set, and which may send to this machine."""

    def __init__(self, engine: str):
        self.company = Company(engine)
        self.company.server.settings = {"VORONKA_LOCAL_TARGETS": "1"}
        self.begin(MONDAY)

    def begin(self, at: datetime) -> None:
        """Starts it at that time, as after an outage."""
        self.company.server.kill()
        self.company.server.settings["VORONKA_NOW"] = at.isoformat()
        self.company.server.start()

    def visitor(self, who: str) -> Visitor:
        return Visitor(self.company.server.url).sign_in(self.company.people[who].email, PASSWORD)

    def set_mail(self, postbox: Postbox, **other: str) -> Visitor:
        admin = self.visitor("admin")
        fields = {
            "mail_host": "127.0.0.1", "mail_port": str(postbox.port), "mail_security": "none", "mail_user": USER,
            "mail_password": MAIL_PASSWORD, "mail_sender": "crm@lampa.example", "mail_site": self.company.server.url}
        answer = admin.send("/settings/mail", fields | other)
        assert answer.status_code == 303, answer.text
        return admin

    def test_letter(self, admin: Visitor) -> str:
        """Sends one and gives what the page says became of it."""
        answer = admin.send("/settings/mail/test", {})
        page = admin.page(answer.headers["Location"]).text
        return re.search(r'<p class="notice" role="status"[^>]*>([^<]*)<', page)[1]

    def mention(self, who: str) -> None:
        anna = self.company.program("anna")
        pipeline = next(item for item in anna.all("/pipelines") if item["name"] == "Продажа")
        deal = anna.make("/deals", {
            "title": "Осмос", "pipeline_id": pipeline["id"], "client": {"name": "Иван", "phone": new_phone()}})
        owner = self.company.program("owner")
        text = f"@{self.company.people[who].name}, посмотрите?"
        assert owner.post(f"/deals/{deal['id']}/comments", {"text": text}).status_code == 201


@pytest.fixture
def house(engine: str) -> Iterator[House]:
    house = House(engine)
    yield house
    house.company.__exit__()


def wait_for(what: Callable[[], object], patience: float = 12) -> object:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come")


def test_a_test_letter_arrives_and_the_password_is_nowhere(house: House, postbox: Postbox):
    admin = house.set_mail(postbox)
    assert house.test_letter(admin) == "Отправлено"
    receiver, letter = postbox.letters[0]
    assert receiver == house.company.people["admin"].email
    assert letter["Subject"] == "Проверка почты Voronka"
    assert letter["From"].addresses[0].addr_spec == "crm@lampa.example"
    assert letter["To"].addresses[0].display_name == "Антон Седов"
    assert letter["Message-ID"].endswith("@lampa.example>")
    assert letter["Date"].datetime - MONDAY < timedelta(minutes=1)
    assert "почта подключена верно" in letter.get_body(("plain",)).get_content()
    assert "<p>" in letter.get_body(("html",)).get_content()
    page = admin.page("/settings/mail").text
    assert MAIL_PASSWORD not in page and MAIL_PASSWORD not in house.company.server.printed()
    if house.company.database.engine == "sqlite":
        stored = b"".join(file.read_bytes() for file in house.company.database.folder.glob("voronka.sqlite*"))
        assert MAIL_PASSWORD.encode() not in stored


@pytest.mark.parametrize(("mood", "says"), [
    ("550", "Не доставлено: .*550"), ("451", "попробуем ещё раз: .*451"), ("drop", "попробуем ещё раз"),
    ("cut", "Неизвестно, дошло ли")])
def test_what_goes_wrong_is_said(house: House, postbox: Postbox, mood: str, says: str):
    admin = house.set_mail(postbox)
    postbox.moods = [mood]
    said = house.test_letter(admin)
    assert re.search(says, said), said
    house.begin(MONDAY + timedelta(minutes=3))
    # What was not taken is tried again; what will never be, or may have arrived, is not.
    letters = 1 if mood in ("451", "drop", "cut") else 0
    if mood in ("451", "drop"):
        wait_for(lambda: postbox.letters)
    time.sleep(1)
    assert len(postbox.letters) == letters
    page = house.visitor("admin").page("/settings/mail").text
    assert ("Не дошедшие письма" in page) == (mood in ("550", "cut"))


def test_a_wrong_password_is_not_forgotten_but_said(house: House, postbox: Postbox):
    admin = house.set_mail(postbox, mail_password="falsch")
    assert "попробуем ещё раз" in house.test_letter(admin)
    assert postbox.letters == []


def test_without_leave_nothing_is_sent_into_the_own_network(house: House, postbox: Postbox):
    house.company.server.settings["VORONKA_LOCAL_TARGETS"] = "0"
    house.begin(MONDAY)
    assert "may not be reached" in house.test_letter(house.set_mail(postbox))
    assert postbox.asked == 0


def test_the_morning_letter_comes_once_and_ends_by_one_click(house: House, postbox: Postbox):
    house.set_mail(postbox)
    house.mention("head")
    house.begin(MONDAY + timedelta(hours=23))
    people = {person.email: key for key, person in house.company.people.items()}

    def receivers() -> list[str]:
        return [people[receiver] for receiver, _ in postbox.letters]

    # Anna has an inquiry to answer, Peter answers for her.
    wait_for(lambda: {"anna", "head"} <= set(receivers()))
    house.begin(MONDAY + timedelta(hours=23, minutes=5))
    time.sleep(4)
    # The owner may have been told meanwhile how the day before ended; nobody else has anything to be told of.
    assert len(receivers()) == len(set(receivers())) and set(receivers()) <= {"anna", "head", "owner"}
    letter = next(letter for receiver, letter in postbox.letters if people[receiver] == "head")
    text = letter.get_body(("plain",)).get_content()
    assert "НЕПРОЧИТАННОЕ" in text and "упоминает вас" in text
    address = letter["List-Unsubscribe"].strip("<>")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert requests.post(address + "x", timeout=10).status_code == 404
    answer = requests.post(address, data={"List-Unsubscribe": "One-Click"}, timeout=10)
    assert answer.status_code == 200
    assert house.company.program("head").read("/me/notifications")["digest_at"] is None


def test_a_message_reaches_the_browser_and_only_it_can_read_it(house: House, service: PushService):
    browser = Browser(service, "head")
    petr = house.visitor("head")
    key = petr.send("/push/key", {}).json()["key"]
    assert petr.send("/push/subscription", browser.fields).status_code == 204
    house.mention("head")
    wait_for(lambda: service.messages or service.faults)
    assert service.faults == []
    message = service.messages[0]
    assert message.text["title"] == "Ольга Сергеева упоминает вас"
    assert message.text["path"].startswith("/notifications/")
    assert message.claims["aud"] == service.url and message.claims["k"] == key
    assert message.headers["content-encoding"] == "aes128gcm" and int(message.headers["ttl"]) > 0
    # Whoever signs out hears no more.
    petr.send("/sign-out", {})
    house.mention("head")
    time.sleep(2)
    assert len(service.messages) == 1


@pytest.mark.parametrize("mood", [410, 404, 429, 500, 301])
def test_a_service_that_misbehaves_is_asked_again_or_left(house: House, service: PushService, mood: int):
    petr = house.visitor("head")
    # A browser subscribes for the installation's key.
    assert petr.send("/push/key", {}).status_code == 200
    assert petr.send("/push/subscription", Browser(service, "head").fields).status_code == 204
    service.moods = [mood]
    house.mention("head")
    wait_for(lambda: service.asked)
    time.sleep(0.5)
    house.begin(MONDAY + timedelta(minutes=5))
    if mood in (429, 500):
        wait_for(lambda: service.messages)
        assert len(service.asked) == 2
    else:
        time.sleep(2)
        assert service.asked == ["/head"]
    if mood in (404, 410):
        assert "data-here" not in petr.page("/account/notifications").text


def test_a_message_waits_for_the_end_of_the_night(house: House, service: PushService):
    house.begin(MONDAY + timedelta(hours=12))
    petr = house.visitor("head")
    # A browser subscribes for the installation's key.
    assert petr.send("/push/key", {}).status_code == 200
    assert petr.send("/push/subscription", Browser(service, "head").fields).status_code == 204
    house.mention("head")
    house.mention("head")
    time.sleep(2)
    assert service.asked == []
    house.begin(MONDAY + timedelta(hours=22, minutes=30))
    wait_for(lambda: service.messages)
    assert [message.text["title"] for message in service.messages] == ["2 новых уведомления"]


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:1/x", "https://10.0.0.1/x", "https://[::1]/x", "file:///etc"])
def test_a_browser_may_not_name_our_own_network(company: Company, service: PushService, endpoint: str):
    petr = Visitor(company.server.url).sign_in(company.people["head"].email, PASSWORD)
    fields = Browser(service, "head").fields | {"endpoint": endpoint}
    assert petr.send("/push/subscription", fields).status_code == 422
