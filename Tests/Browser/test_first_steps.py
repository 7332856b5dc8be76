"""A new company: from an empty database to the first deal of one's own."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from chromium import Chromium
from harness.company import new_phone
from harness.database import Database
from harness.server import Server
from playwright.sync_api import BrowserContext, Page, expect

PASSWORD = "чайник закипел 7"


@pytest.fixture
def empty(database: Database) -> Iterator[str]:
    """The address of an installation in which there is nobody yet."""
    server = Server(database)
    server.start()
    yield server.url
    server.close()


@pytest.fixture
def visitor(empty: str, chromium: Chromium, contexts: list[BrowserContext]) -> Callable[..., Page]:
    def make(**options) -> Page:
        context = chromium.new_context(base_url=empty, locale="ru-RU", **options)
        context.set_default_timeout(8000)
        contexts.append(context)
        return context.new_page()

    return make


def found(page: Page) -> None:
    page.goto("/")
    page.locator("[name=company]").fill("Родник")
    page.locator("[name=name]").fill("Ольга Петрова")
    page.locator("[name=email]").fill("olga@rodnik.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Начать работу").click()
    page.wait_for_url("**/first-steps")


def first_deal(page: Page) -> None:
    page.get_by_role("link", name="Добавить сделку").click()
    form = page.locator("[data-quick][open] form")
    form.locator("[name=phone]").fill(new_phone())
    form.locator("[name=name]").fill("Пётр Ильин")
    form.locator("[name=title]").fill("Скважина под ключ")
    form.locator("button[data-kind=main]").click()
    expect(page.locator(".card", has_text="Скважина под ключ")).to_be_visible()


@pytest.mark.parametrize("options", [
    {"viewport": {"width": 1440, "height": 900}}, {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    {"java_script_enabled": False},
], ids=["wide", "phone", "without scripts"])
def test_an_empty_installation_leads_to_the_first_deal(visitor: Callable[..., Page], options: dict):
    began = time.monotonic()
    page = visitor(**options)
    found(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= (options.get("viewport") or {"width": 1280})["width"]
    first_deal(page)
    assert time.monotonic() - began < 120
    page.goto("/first-steps")
    expect(page.locator(".first-steps-list li[data-done]", has_text="Первая сделка")).to_be_visible()


def test_the_keyboard_alone_founds_a_company_and_adds_a_deal(visitor: Callable[..., Page]):
    page = visitor()
    page.goto("/")
    page.locator("[name=company]").focus()
    page.keyboard.type("Родник")
    for text in ["", "", "Ольга Петрова", "olga@rodnik.example", PASSWORD]:
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/first-steps")
    page.get_by_role("link", name="Добавить сделку").focus()
    page.keyboard.press("Enter")
    form = page.locator("[data-quick][open] form")
    expect(form).to_be_visible()
    form.locator("[name=phone]").focus()
    for text in [new_phone(), "Пётр Ильин"]:
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.type("Насос")
    page.keyboard.press("Enter")
    expect(page.locator(".card", has_text="Насос")).to_be_visible()


def test_the_card_is_put_aside_and_returns(visitor: Callable[..., Page]):
    page = visitor()
    found(page)
    page.goto("/board")
    expect(page.locator(".first-steps-strip")).to_be_visible()
    page.locator(".first-steps-strip form button").click()
    page.wait_for_url("**/board*")
    expect(page.locator(".first-steps-strip")).to_have_count(0)
    page.goto("/first-steps")
    page.get_by_role("button", name="Показывать над доской").click()
    page.goto("/board")
    expect(page.locator(".first-steps-strip")).to_be_visible()


def test_an_invitation_is_accepted_in_another_browser_once(visitor: Callable[..., Page]):
    owner, guest, late = visitor(), visitor(), visitor()
    found(owner)
    owner.get_by_role("link", name="Пригласить").click()
    owner.locator("#invite [name=note]").fill("Борис")
    owner.locator("#invite [name=job]").select_option("manager")
    owner.get_by_role("button", name="Создать ссылку").click()
    link = owner.locator("[data-invite]").input_value()
    guest.goto(link)
    late.goto(link)
    for page, name, email in [(guest, "Борис Дёмин", "boris"), (late, "Глеб Мухин", "gleb")]:
        page.locator("[name=name]").fill(name)
        page.locator("[name=email]").fill(f"{email}@rodnik.example")
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("button[data-kind=main]").click()
    guest.wait_for_url(re.compile("/today"))
    expect(late.get_by_role("heading", name="Ссылка больше не действует")).to_be_visible()
    owner.goto("/team")
    expect(owner.locator("tr", has_text="Борис Дёмин")).to_contain_text("Менеджер")
    expect(owner.locator("tr", has_text="Глеб Мухин")).to_have_count(0)


def test_a_typing_error_keeps_what_was_typed(visitor: Callable[..., Page]):
    owner, guest = visitor(), visitor()
    found(owner)
    owner.goto("/team")
    owner.get_by_role("button", name="Создать ссылку").click()
    guest.goto(owner.locator("[data-invite]").input_value())
    guest.locator("[name=name]").fill("Борис Дёмин")
    guest.locator("[name=email]").fill("boris@rodnik.example")
    guest.locator("[name=password]").fill("коротко")
    guest.locator("button[data-kind=main]").click()
    expect(guest.locator("[data-invalid]", has=guest.locator("[name=password]"))).to_be_visible()
    expect(guest.locator("[name=name]")).to_have_value("Борис Дёмин")
