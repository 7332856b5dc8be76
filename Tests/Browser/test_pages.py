"""What holds for every page: it fits a phone, speaks one language, and its console is silent."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Pages look the same whatever database is behind them.
pytestmark = pytest.mark.one_engine
PAGES = [
    "board", "deals", "deal", "companies", "company", "person", "new-deal", "team", "imports", "pipelines",
    "account", "notifications", "files", "settings", "settings/company", "settings/calendar", "settings/rights", "settings/log",
    "first-steps", "sources", "reasons", "segments", "pipeline", "stage", "leaving", "search",
    "handovers", "handovers/new", "imports/spend", "settings/discipline",
    "calendar", "calendar-day", "calendar-month", "calendar-list", "calendar/feed", "second-face",
    "today", "discipline", "discipline/clients", "activities", "refusals", "deductions", "advertising",
]
# Words of our interface that data does not hold.
RUSSIAN = (
    "Сделки Клиенты Команда Настройки Импорт Профиль Выйти Сохранить Добавить Отмена Закрыть Показать"
    " Ответственный Источник Сумма Телефон Пароль Сеансы Этап Создать Изменить Удалить Переместить Комментарий"
    " Воронки Сотрудники Должность Ключи"
).split()


def address(site, name: str) -> str:
    deal = site.program.read("/deals", limit=1)["items"][0]
    return {
        "board": f"{site.board}?scope=all", "deal": f"/deals/{deal['id']}",
        "company": f"/companies/{deal['company_id']}", "person": f"/contacts/{deal['contact_ids'][0]}",
        "new-deal": f"/companies/{deal['company_id']}/deals/new",
        "files": f"/deals/{deal['id']}/files",
        "pipeline": f"/pipelines/{site.pipeline['id']}",
        "stage": f"/pipelines/{site.pipeline['id']}/stages/{site.stages[0]['id']}",
        "calendar-day": "/calendar?view=day", "calendar-month": "/calendar?view=month",
        "calendar-list": "/calendar?view=list", "second-face": f"{site.board}?face=agenda&scope=all",
        "lacking": "/discipline/deals?shortfall=overdue",
        "leaving": f"/team/people/{site.somebody('manager')['id']}/leaving",
    }.get(name, f"/{name}")


def text_of(page: Page) -> str:
    """What can be read on the page, with the names of its controls."""
    said = page.evaluate("""() => [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap(
      (element) => ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''))""")
    return "\n".join([page.inner_text("body"), page.title(), *said])


# What lies outside the part of the page that one sees, unless it may be scrolled for itself.
OUTSIDE = """() => {
  const page = document.querySelector(".page"), edge = page.getBoundingClientRect().right + 1;
  const cut = [document.documentElement, page].filter((part) => part.scrollWidth > part.clientWidth);
  const out = [...page.querySelectorAll("form, input, select, button, .panel, .table")].filter((part) =>
    part.checkVisibility() && part.getBoundingClientRect().right > edge
      && !part.closest(".scroll, .list-scroll, .board, .switcher, .queue, .hours-scroll, .plan-quick, .unseen"));
  return [...cut, ...out].map((part) => part.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("name", [*PAGES, "lacking"])
def test_nothing_lies_outside_the_page(page_as: Callable[..., Page], site, name: str):
    page = page_as("owner", address(site, name), has_touch=True)
    page.wait_for_load_state("load")
    for width in (390, 768, 1024):
        page.set_viewport_size({"width": width, "height": 844})
        assert not page.evaluate(OUTSIDE), f"{width} px wide"


@pytest.mark.parametrize("name", ["team", "discipline", "advertising", "handovers", "settings/log"])
def test_a_table_of_people_fits_a_small_screen(page_as: Callable[..., Page], site, name: str):
    page = page_as("owner", address(site, name), viewport={"width": 1024, "height": 768})
    page.wait_for_load_state("load")
    wide = page.locator(".scroll").evaluate_all(
        "(parts) => parts.filter((part) => part.scrollWidth > part.clientWidth).map((part) => part.className)")
    assert not wide


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_console_is_silent(page_as: Callable[..., Page], site, complaints: list[str], scheme: str):
    page = page_as("owner", color_scheme=scheme)
    for name in PAGES:
        answer = page.goto(address(site, name))
        assert answer
        assert answer.status == 200, f"{name}: {answer.status}"
        page.wait_for_load_state("load")
    assert not complaints


@pytest.mark.parametrize("name", PAGES)
def test_russian_shows_no_keys_of_texts(page_as: Callable[..., Page], site, name: str):
    said = text_of(page_as("owner", address(site, name)))
    keys = re.findall(r"\b(?:[a-z_]+\.){1,4}[a-z_]+\b", said)
    assert not [key for key in keys if not re.search(r"\.(example|voronka|ru|com|csv|json|org)$", key)]


def test_english_shows_no_russian_words_of_ours(page_as: Callable[..., Page], site):
    page = page_as("head")
    page.locator(".bar-me > summary").click()
    page.locator("button[name=language][value=en]").click()
    page.wait_for_function("document.documentElement.lang === 'en'")
    try:
        for name in PAGES:
            page.goto(address(site, name))
            ours = set(re.findall(r"[А-Яа-яЁё]+", text_of(page))) & set(RUSSIAN)
            assert not ours, f"on {name}"
    finally:
        page.goto(site.board)
        page.locator(".bar-me > summary").click()
        page.locator("button[name=language][value=ru]").click()
        page.wait_for_function("document.documentElement.lang === 'ru'")


@pytest.mark.parametrize("name", [*PAGES, "sign-in"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page_as: Callable[..., Page], site, name: str, scheme: str):
    page = page_as("owner", address(site, name), color_scheme=scheme)
    if name == "sign-in":
        page.context.clear_cookies()
        page.goto("/sign-in")
    page.wait_for_load_state("load")
    found = Axe().run(page).response["violations"]
    serious = {
        violation["id"]: [node["html"][:200] for node in violation["nodes"][:3]]
        for violation in found if violation["impact"] in ("serious", "critical")}
    assert not serious


@pytest.mark.parametrize("name", PAGES)
def test_every_page_works_where_scripts_are_off(page_as: Callable[..., Page], site, name: str):
    page = page_as("owner", address(site, name), java_script_enabled=False)
    assert page.locator("main").is_visible()


def test_what_is_not_there_is_said_in_our_own_words(page_as: Callable[..., Page]):
    page = page_as("manager", "/deals/999999999")
    assert page.locator("nav.rail, main").first.is_visible()
    assert re.search(r"[А-Яа-я]{3}", page.inner_text("body"))
