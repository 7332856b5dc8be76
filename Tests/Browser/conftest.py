"""A real Chromium on a served demo company."""

import os
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import Chromium
from harness.company import new_phone
from harness.database import Database
from harness.demo import demo
from harness.program import Program
from harness.server import Server, run_on
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

expect.set_options(timeout=20000)
PATIENCE = 20000
# Longer than any test takes. What a page evaluates has no deadline of its own: it may wait for ever.
LONGEST = 300


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--show", action="store_true", help="the browser is seen at work, slowly; it needs a screen")


@pytest.fixture(scope="session")
def chromium(pytestconfig: pytest.Config) -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        chromium = Chromium(playwright, pytestconfig.getoption("--show"))
        yield chromium
        chromium.running().close()


@pytest.fixture(autouse=True)
def deadline(request: pytest.FixtureRequest, chromium: Chromium) -> Iterator[None]:
    """No test holds up the others for ever."""
    def end() -> None:
        print(f"{request.node.name} took longer than {LONGEST} s: its browser is ended", file=sys.stderr)
        chromium.kill()

    timer = threading.Timer(LONGEST, end)
    timer.start()
    yield
    timer.cancel()


class Site:
    """The demo company on a server, with the people who work there."""

    def __init__(self, database: Database, sign_ins: dict[str, str]):
        self.server, self.database, self.sign_ins = Server(database), database, sign_ins
        self.url = self.server.url

    def open(self) -> None:
        owner = next(iter(self.sign_ins))
        printed = run_on(self.database, "token", "create", "--user", owner, "--name", "browser")
        self.server.start()
        self.program = Program(self.url, re.findall(r"[A-Za-z0-9_\-.]{20,}", printed)[-1])
        self.people = {person["email"]: person for person in self.program.all("/users")}
        pipelines = self.program.all("/pipelines")
        self.pipeline = next(pipeline for pipeline in pipelines if pipeline["name"] == "Продажа")
        stages = sorted(self.pipeline["stages"], key=lambda stage: stage["position"])
        self.stages = [stage for stage in stages if stage["kind"] in ("new", "open")]
        self.board = f"/pipelines/{self.pipeline['id']}/board"

    def somebody(self, job: str) -> dict:
        """A person of that job who may sign in."""
        return next(self.people[email] for email in self.sign_ins if self.people[email]["job"] == job)

    def new_deal(self, title: str, job: str = "manager", phone: str | None = None) -> dict:
        """A deal of that person, just come in: the topmost card of the first column."""
        person = self.somebody(job)["id"]
        return self.program.make("/deals", {
            "title": title, "pipeline_id": self.pipeline["id"], "amount": "148500", "owner_id": person,
            "manager_id": person, "client": {"name": "Ковалёв Илья", "phone": phone or new_phone()},
            # What the stages of the demo company want to know.
            "fields": {"Откуда вода": "Скважина"}, "expected_close_on": "2027-06-15"})

    def deal(self, number: int) -> dict:
        return self.program.read(f"/deals/{number}")

    def move(self, deal: dict, stage: dict) -> dict:
        body = {"stage_id": stage["id"], "version": self.deal(deal["id"])["version"]}
        return self.program.make(f"/deals/{deal['id']}/moves", body)

    def lose(self, deal: dict) -> None:
        """The owner closes it without a check."""
        reason = self.program.all("/reasons")[0]["id"]
        words = "Клиент закрыл дело и уехал из страны."
        self.program.make(f"/deals/{deal['id']}/losses", {"reason_id": reason, "note": words})


@pytest.fixture(scope="session")
def site(engine: str) -> Iterator[Site]:
    template = demo(engine)
    with template.copy() as database:
        site = Site(database, template.sign_ins)
        try:
            site.open()
            yield site
        finally:
            site.server.close()


@pytest.fixture(scope="session")
def storage(site: Site, chromium: Chromium) -> Callable[[str], dict]:
    """What a browser keeps of somebody who signed in once by the form."""
    kept: dict[str, dict] = {}

    def sign_in(job: str) -> dict:
        if job not in kept:
            email = site.somebody(job)["email"]
            context = chromium.new_context(locale="ru-RU")
            page = context.new_page()
            page.goto(site.url + "/sign-in")
            page.locator("input[name=email]").fill(email)
            page.locator("input[name=password]").fill(site.sign_ins[email])
            page.locator("main button:not([type=button]), form button:not([type=button])").first.click()
            page.wait_for_url(lambda url: "/sign-in" not in url)
            kept[job] = context.storage_state()
            context.close()
        return kept[job]

    return sign_in


class Complaints(list):
    """What the browser's console said against our pages."""

    def listen(self, page: Page) -> Page:
        page.on("console", lambda said: self.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.append(str(error)))
        return page


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture
def contexts(request: pytest.FixtureRequest) -> Iterator[list[BrowserContext]]:
    """The test's own browser windows; they leave a picture behind where it fails."""
    opened: list[BrowserContext] = []
    yield opened
    failed = getattr(request.node, "failed_call", False)
    for context in opened:
        if failed:
            picture(context, request.node.name)
        context.close()


def picture(context: BrowserContext, name: str) -> None:
    folder = Path(os.environ.get("VORONKA_SCREENSHOTS", Path(tempfile.gettempdir()) / "voronka-screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(context.pages):
        path = folder / f"{re.sub(r'[^a-z0-9_-]+', '-', name.lower())}-{number}.png"
        page.screenshot(path=path)
        print(f"what {page.url} looked like: {path}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    report = yield
    if report.when == "call" and report.failed:
        item.failed_call = True
    return report


@pytest.fixture
def page_as(
    site: Site, storage: Callable[[str], dict], chromium: Chromium, contexts: list[BrowserContext],
    complaints: Complaints,
) -> Callable[..., Page]:
    """A page of somebody who is signed in; options are those of a browser context."""

    def make(job: str = "manager", path: str | None = None, **options) -> Page:
        options.setdefault("locale", "ru-RU")
        options.setdefault("viewport", {"width": 1440, "height": 900})
        context = chromium.new_context(base_url=site.url, storage_state=storage(job), **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = complaints.listen(context.new_page())
        page.goto(path or site.board)
        return page

    return make


@pytest.fixture
def stranger(site: Site, chromium: Chromium, contexts: list[BrowserContext], complaints: Complaints) -> Page:
    """A page of somebody who is not signed in."""
    context = chromium.new_context(base_url=site.url, locale="ru-RU")
    context.set_default_timeout(PATIENCE)
    contexts.append(context)
    return complaints.listen(context.new_page())
