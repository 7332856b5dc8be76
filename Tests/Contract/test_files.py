"""Files: what goes in comes out, and nothing that goes in runs."""

import hashlib
from collections.abc import Iterator

import pytest
import requests
from harness.bucket import Bucket
from harness.company import PASSWORD, Company, template
from harness.database import Database
from harness.program import Program
from harness.server import Server
from harness.visitor import Visitor

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


def upload(program: Program, path: str, name: str, content: bytes) -> requests.Response:
    return program.call("POST", path, files={"file": (name, content, "text/html")})


def test_a_file_comes_back_as_it_went_in(anna: Program, deal: dict):
    path = f"/deals/{deal['id']}/files"
    answer = upload(anna, path, "../Схема «объекта».png", PNG)
    assert answer.status_code == 201, answer.text
    file = answer.json()
    assert file["name"] == "Схема «объекта».png"
    assert file["type"] == "image/png"
    assert file["size"] == len(PNG)
    assert file["sha256"] == hashlib.sha256(PNG).hexdigest()
    content = anna.get(f"{path}/{file['id']}/content")
    assert content.content == PNG
    assert content.headers["Content-Type"] == "application/octet-stream"
    assert content.headers["Content-Disposition"].startswith("attachment")
    for asked, part in {"bytes=10-19": PNG[10:20], "bytes=10000-": PNG[10000:], "bytes=-5": PNG[-5:]}.items():
        some = anna.call("GET", f"{path}/{file['id']}/content", headers={"Range": asked})
        assert (some.status_code, some.content) == (206, part), asked
        assert some.headers["Content-Range"].endswith(f"/{len(PNG)}")
    beyond = anna.call("GET", f"{path}/{file['id']}/content", headers={"Range": "bytes=99999-"})
    assert beyond.status_code == 416
    assert [item["id"] for item in anna.all(path)] == [file["id"]]
    assert anna.read(f"{path}/count") == {"count": 1}
    timeline = anna.read(f"/deals/{deal['id']}/timeline")["items"]
    assert timeline[0]["kind"] == "file_added"
    assert anna.call("DELETE", f"{path}/{file['id']}").status_code == 204
    assert anna.get(f"{path}/{file['id']}/content").status_code == 404
    assert anna.read(f"/deals/{deal['id']}/timeline")["items"][0]["kind"] == "file_removed"


def test_nobody_reads_a_file_of_a_deal_that_he_does_not_see(company: Company, anna: Program, deal: dict):
    path = f"/deals/{deal['id']}/files"
    file = upload(anna, path, "a.png", PNG).json()
    boris = company.program("boris")
    assert boris.get(f"{path}/{file['id']}/content").status_code == 404
    assert boris.get(path).status_code == 404
    assert upload(boris, path, "b.png", PNG).status_code == 404
    assert boris.call("DELETE", f"{path}/{file['id']}").status_code == 404
    # Quality control sees everything and changes nothing; its own files it may take away.
    kira = company.program("kira")
    assert kira.call("DELETE", f"{path}/{file['id']}").status_code == 403
    own = upload(kira, path, "c.png", PNG).json()
    assert kira.call("DELETE", f"{path}/{own['id']}").status_code == 204


def test_a_file_of_one_deal_is_not_found_under_another(anna: Program, owner: Program, deal: dict):
    other = owner.make("/deals", {"client": {"name": "Другой клиент"}})
    file = upload(anna, f"/deals/{deal['id']}/files", "a.png", PNG).json()
    assert owner.get(f"/deals/{other['id']}/files/{file['id']}/content").status_code == 404


@pytest.fixture
def visitor(company: Company) -> Visitor:
    return Visitor(company.server.url).sign_in(company.people["anna"].email, PASSWORD)


@pytest.mark.parametrize(("name", "content", "kind", "shown"), [
    ("a.png", PNG, "image/png", True), ("a.html", b"<script>alert(1)</script>", "application/octet-stream", False),
    ("a.svg", SVG, "application/octet-stream", False), ("a.pdf", b"%PDF-1.7\n", "application/pdf", True),
    ("picture.png", b"<!doctype html><script>alert(1)</script>", "application/octet-stream", False),
    ("a.exe", b"MZ\x00\x01", "application/octet-stream", False)])
def test_nothing_that_was_uploaded_runs(
    anna: Program, visitor: Visitor, deal: dict, name: str, content: bytes, kind: str, shown: bool,
):
    file = upload(anna, f"/deals/{deal['id']}/files", name, content).json()
    path = f"/deals/{deal['id']}/files/{file['id']}"
    answer = visitor.page(path)
    assert answer.content == content
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"].startswith("inline" if shown else "attachment")
    assert visitor.page(path + "?save=1").headers["Content-Disposition"].startswith("attachment")
    again = visitor.page(path, **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_form_brings_files_with_and_without_a_word(anna: Program, visitor: Visitor, deal: dict):
    page = f"{visitor.url}/deals/{deal['id']}"
    visitor.page(f"/deals/{deal['id']}")
    files = [("file", ("КП.pdf", b"%PDF-1.7", "application/pdf")), ("file", ("фото.png", PNG, "image/png"))]
    sent = visitor.session.post(
        page + "/comments", data={"_token": visitor.csrf, "text": "Отправлено клиенту"}, files=files, timeout=30,
        allow_redirects=False)
    assert sent.status_code == 303, sent.text
    listed = anna.all(f"/deals/{deal['id']}/files")
    assert [file["name"] for file in listed] == ["фото.png", "КП.pdf"]
    assert len({file["comment_id"] for file in listed} - {None}) == 1
    assert visitor.page(f"/deals/{deal['id']}").text.count("file-chip-name") == 2
    forged = visitor.session.post(page + "/files", files=files, timeout=30, allow_redirects=False)
    assert forged.status_code == 403
    empty = visitor.session.post(page + "/files", data={"_token": visitor.csrf}, timeout=30, allow_redirects=False)
    assert empty.status_code == 422
    bare = visitor.session.post(
        page + "/comments", data={"_token": visitor.csrf, "text": ""}, files=files[:1], timeout=30,
        allow_redirects=False)
    assert bare.status_code == 303
    assert anna.read(f"/deals/{deal['id']}/timeline")["items"][0]["kind"] == "file_added"


class Keeping:
    """A server of its own with settings of its own."""

    def __init__(self, engine: str, **settings: str):
        made = template(engine)
        self.database = Database(engine, template=made.database)
        self.server = Server(self.database, settings)
        self.server.start()
        self.owner = Program(self.server.url, made.tokens["owner"])
        self.deal = self.owner.make("/deals", {"client": {"name": "Ковалёв Илья"}})
        self.path = f"/deals/{self.deal['id']}/files"

    def close(self) -> None:
        self.server.close()
        self.database.remove()


@pytest.fixture
def small(engine: str) -> Iterator[Keeping]:
    keeping = Keeping(engine, VORONKA_FILE_LIMIT="30")
    yield keeping
    keeping.close()


def test_large_files_go_to_the_disk_and_not_to_memory(small: Keeping):
    content = bytes(30 << 20)
    assert upload(small.owner, small.path, "warm.bin", content[: 1 << 20]).status_code == 201
    before = small.server.memory()
    for _ in range(4):
        assert upload(small.owner, small.path, "large.bin", content).status_code == 201
    refused = upload(small.owner, small.path, "larger.bin", content + b"x")
    assert refused.status_code == 413
    assert refused.json()["code"] == "too_large"
    assert small.server.memory() - before < 40 << 20
    assert not list((small.database.folder / "incoming").iterdir())


def test_what_was_acknowledged_outlives_a_kill(small: Keeping):
    kept = [upload(small.owner, small.path, f"{number}.png", PNG + bytes([number])).json() for number in range(5)]
    small.server.kill()
    small.server.start()
    for file in kept:
        content = small.owner.get(f"{small.path}/{file['id']}/content").content
        assert hashlib.sha256(content).hexdigest() == file["sha256"]


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    bucket = Bucket()
    yield bucket
    bucket.close()


@pytest.fixture
def stored(engine: str, bucket: Bucket) -> Iterator[Keeping]:
    keeping = Keeping(engine, **bucket.settings)
    yield keeping
    keeping.close()


def test_files_go_to_a_bucket(stored: Keeping, bucket: Bucket):
    file = upload(stored.owner, stored.path, "схема.png", PNG).json()
    assert list(bucket.objects.values()) == [PNG]
    assert next(iter(bucket.objects)).startswith("one/")
    assert stored.owner.get(f"{stored.path}/{file['id']}/content").content == PNG
    assert not (stored.database.folder / "files").exists()


def test_a_bucket_in_a_bad_mood_loses_nothing(stored: Keeping, bucket: Bucket):
    # Twice it fails, the third try goes well.
    bucket.moods = ["500", "500"]
    file = upload(stored.owner, stored.path, "a.png", PNG).json()
    bucket.moods = ["cut", "500"]
    assert stored.owner.get(f"{stored.path}/{file['id']}/content").content == PNG
    # What it refuses is not acknowledged, and hangs on nothing.
    for moods in (["403"], ["500", "500", "500"], ["slow", "slow", "slow"]):
        bucket.moods = list(moods)
        assert upload(stored.owner, stored.path, "b.png", PNG).status_code == 503
    assert [item["id"] for item in stored.owner.all(stored.path)] == [file["id"]]
    # Half of a file is never handed out as if it were whole.
    bucket.moods = ["cut", "cut", "cut"]
    assert stored.owner.get(f"{stored.path}/{file['id']}/content").status_code == 503
    assert stored.owner.get(f"{stored.path}/{file['id']}/content").content == PNG
