"""The board's second face: deals by what is to be done next, put off by a drag."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from on_board import card, drag
from playwright.sync_api import Locator, Page, expect


def column(page: Page, name: str) -> Locator:
    return page.locator(f".column[data-stage='{name}']")


def face(site) -> str:
    return f"{site.board}?face=agenda"


def plan(site, deal: dict, hours: float) -> dict:
    due = datetime.now(UTC) + timedelta(hours=hours)
    return site.program.make(
        "/activities", {"title": "Позвонить", "kind": "call", "deal_id": deal["id"], "owner_id": deal["owner_id"],
                        "due_at": due.strftime("%Y-%m-%dT%H:%M:%SZ")})


def days_ahead(site, activity: dict) -> int:
    due = datetime.fromisoformat(site.program.read(f"/activities/{activity['id']}")["due_at"])
    return (due.date() - datetime.now(due.tzinfo).date()).days


def test_a_drag_puts_off_what_comes_next(page_as: Callable[..., Page], site):
    deal = site.new_deal("Просроченная на доске дел")
    activity = plan(site, deal, -400)
    page = page_as("manager", face(site))
    expect(column(page, "late").locator(card(page, deal))).to_be_visible()
    drag(page, card(page, deal), column(page, "tomorrow"))
    expect(column(page, "tomorrow").locator(card(page, deal))).to_be_visible()
    expect(page.locator(".toast")).to_contain_text("Позвонить")
    assert days_ahead(site, activity) == 1


def test_a_deal_without_an_activity_asks_for_one(page_as: Callable[..., Page], site):
    deal = site.new_deal("Без дела на доске дел")
    page = page_as("manager", face(site))
    expect(column(page, "none").locator(card(page, deal))).to_be_visible()
    drag(page, card(page, deal), column(page, "tomorrow"))
    dialog = page.locator("dialog[open]")
    dialog.locator("[name=title]").fill("Узнать решение")
    dialog.locator("footer [data-kind=main]").click()
    expect(column(page, "tomorrow").locator(card(page, deal))).to_be_visible()
    (activity,) = site.program.all("/activities", deal_id=deal["id"])
    assert (activity["title"], days_ahead(site, activity)) == ("Узнать решение", 1)


def test_giving_the_dialog_up_leaves_the_card_where_it_was(page_as: Callable[..., Page], site):
    deal = site.new_deal("Передумал")
    page = page_as("manager", face(site))
    drag(page, card(page, deal), column(page, "today"))
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")
    expect(column(page, "none").locator(card(page, deal))).to_be_visible()
    assert site.program.all("/activities", deal_id=deal["id"]) == []


def test_nothing_is_dragged_into_the_past(page_as: Callable[..., Page], site):
    deal = site.new_deal("Не в прошлое")
    plan(site, deal, 30)
    page = page_as("manager", face(site))
    drag(page, card(page, deal), column(page, "late"), drop=False)
    expect(column(page, "late")).to_have_attribute("data-drop", "no")
    page.keyboard.press("Escape")
    page.mouse.up()


def test_keys_put_it_off(page_as: Callable[..., Page], site):
    deal = site.new_deal("Клавишами на доске дел")
    activity = plan(site, deal, -400)
    page = page_as("manager", face(site))
    card(page, deal).locator(".card-title").focus()
    page.keyboard.press("m")
    page.locator(".menu-list button[value=week]").press("Enter")
    expect(column(page, "week").locator(card(page, deal))).to_be_visible()
    assert 2 <= days_ahead(site, activity) <= 7


def test_others_see_it_move(page_as: Callable[..., Page], site):
    deal = site.new_deal("Живая доска дел")
    page = page_as("manager", face(site))
    page.wait_for_load_state("load")
    page.evaluate("new Promise(done => setTimeout(done, 500))")
    before = int(column(page, "none").locator(".column-count").inner_text())
    plan(site, deal, 24 * 30)
    expect(column(page, "none").locator(card(page, deal))).to_have_count(0)
    expect(column(page, "none").locator(".column-count")).to_have_text(str(before - 1))


def test_the_face_stays_while_one_filters(page_as: Callable[..., Page], site):
    page = page_as("manager", face(site))
    page.locator("[data-find]").fill("ничего такого нет")
    page.keyboard.press("Enter")
    page.wait_for_url("**face=agenda**")
    expect(column(page, "today")).to_be_visible()
