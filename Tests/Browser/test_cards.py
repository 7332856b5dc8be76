"""Cards: the fields each person chose, the popover of the next activity, marks for acting on many."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from on_board import card, column
from playwright.sync_api import Locator, Page, expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def plan(site, deal: dict, hours: float, title: str = "Позвонить о замере") -> dict:
    due = datetime.now(UTC) + timedelta(hours=hours)
    return site.program.make(
        "/activities", {"title": title, "kind": "call", "deal_id": deal["id"], "owner_id": deal["owner_id"],
                        "due_at": due.strftime("%Y-%m-%dT%H:%M:%SZ")})


def open_ones(site, deal: dict) -> list[dict]:
    return [item for item in site.program.all("/activities", deal_id=deal["id"]) if item["state"] == "open"]


def choose(page: Page, *fields: str, compact: bool = False) -> Locator:
    page.locator("summary[aria-label='Карточка']").click()
    menu = page.locator("form[action='/tables/cards']")
    for box in menu.locator("[name=column]:checked").all():
        box.uncheck()
    for field in fields:
        menu.get_by_label(field, exact=True).check()
    menu.locator("[name=dense]").set_checked(compact)
    return menu


def view(page: Page) -> Locator:
    return page.locator(".agenda-view:popover-open")


def test_the_card_shows_what_was_chosen_on_both_faces(page_as: Callable[..., Page], site):
    deal = site.new_deal("Поля на карточке", job="head")
    page = page_as("head", f"{site.board}?scope=all")
    expect(card(page, deal).locator(".card-facts")).to_have_count(0)
    menu = choose(page, "Откуда вода", "Телефон", "Менеджер")
    # Three are the most: what is left waits.
    expect(menu.get_by_label("Источник", exact=True)).to_be_disabled()
    menu.get_by_role("button", name="Показать").click()
    facts = card(page, deal).locator(".card-facts")
    expect(facts).to_contain_text("Скважина")
    expect(facts.locator("a[href^='tel:']")).to_be_visible()
    page.goto(f"{site.board}?scope=all&face=agenda")
    expect(facts).to_contain_text("Скважина")
    token = page.locator("meta[name=csrf]").get_attribute("content") or ""
    form = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRF-Token": token}
    four = "&".join(f"column={name}" for name in ("phone", "source", "owner", "manager"))
    refused = page.request.post("/tables/cards", data=four, headers=form)
    assert refused.status == 422 and "не больше 3" in refused.text()
    assert page.request.post("/tables/cards", data="column=phone", headers=form).ok
    page.reload()
    expect(facts).not_to_contain_text("Скважина")
    menu = choose(page, compact=True)
    menu.get_by_role("button", name="Показать").click()
    expect(card(page, deal).locator(".money")).to_be_visible()
    expect(card(page, deal).locator(".card-who, .card-foot, .due")).to_have_count(0)
    choose(page, "Ожидаемая дата").get_by_role("button", name="Показать").click()
    expect(card(page, deal).locator(".due")).to_be_visible()


def test_an_own_field_is_a_column_of_the_list(page_as: Callable[..., Page], site):
    deal = site.new_deal("Колонка своего поля")
    page = page_as("manager", "/deals")
    page.locator("summary[aria-label='Колонки и вид']").click()
    menu = page.locator("form[action='/tables/deals']")
    for field in ("Откуда вода", "Телефон"):
        menu.get_by_label(field, exact=True).check()
    menu.get_by_role("button", name="Показать").click()
    row = page.locator(f"#row-deal-{deal['id']}")
    expect(row.locator("td[data-label='Откуда вода']")).to_have_text("Скважина")
    expect(row.locator("td[data-column=phone] a[href^='tel:']")).to_be_visible()


def test_the_chip_opens_what_is_planned_and_ticks_it_off(page_as: Callable[..., Page], site):
    deal = site.new_deal("Чип карточки")
    activity = plan(site, deal, 2)
    page = page_as("manager")
    card(page, deal).locator("a.due").click()
    expect(view(page).locator(".plan")).to_contain_text("Позвонить о замере")
    view(page).locator(".plan button.tick").click()
    expect(view(page).locator(".plan-done")).to_be_visible()
    view(page).locator("[data-plan]").fill("завтра 15:00 отправить смету")
    page.keyboard.press("Enter")
    expect(view(page).locator(".plan")).to_contain_text("Отправить смету")
    expect(card(page, deal).locator("a.due")).to_contain_text("завтра")
    assert site.program.read(f"/activities/{activity['id']}")["state"] == "done"
    page.keyboard.press("Escape")
    expect(view(page)).to_have_count(0)
    # The same press that opens closes.
    for _ in range(2):
        card(page, deal).locator("a.due").click()
        expect(view(page).locator(".plan")).to_be_visible()
        card(page, deal).locator("a.due").click()
        expect(view(page)).to_have_count(0)
    assert "/board" in page.url


def test_the_popover_puts_off_by_keys_and_gives_the_focus_back(page_as: Callable[..., Page], site):
    deal = site.new_deal("Отложить с карточки")
    activity = plan(site, deal, -30)
    page = page_as("manager")
    card(page, deal).locator("a.due").focus()
    page.keyboard.press("Enter")
    expect(view(page).locator(".plan button.tick")).to_be_focused()
    view(page).locator("button[name=to][value=monday]").focus()
    page.keyboard.press("Enter")
    expect(view(page).locator(".plan")).not_to_have_attribute("data-due", "late")
    page.keyboard.press("Escape")
    expect(card(page, deal).locator("a.due")).to_be_focused()
    due = datetime.fromisoformat(site.program.read(f"/activities/{activity['id']}")["due_at"])
    assert due > datetime.now(UTC)
    # Space presses it too, and does not look into the deal.
    page.keyboard.press("Space")
    expect(view(page)).to_be_visible()
    assert f"/deals/{deal['id']}" not in page.url


def test_a_key_plans_for_the_card_or_row_in_hand(page_as: Callable[..., Page], site):
    deal = site.new_deal("Запланировать клавишей")
    page = page_as("manager")
    card(page, deal).locator(".card-title").focus()
    page.keyboard.press("KeyT")
    expect(view(page).locator("[data-plan]")).to_be_focused()
    page.keyboard.type("завтра 12:00 узнать размеры")
    page.keyboard.press("Enter")
    expect(view(page).locator(".plan")).to_contain_text("Узнать размеры")
    page.goto("/deals")
    row = page.locator(f"#row-deal-{deal['id']}")
    row.locator("a.due").click()
    expect(view(page).locator(".plan")).to_contain_text("Узнать размеры")


def test_without_scripts_the_chip_leads_to_the_deals_activities(page_as: Callable[..., Page], site):
    deal = site.new_deal("Чип без скриптов")
    plan(site, deal, 5)
    page = page_as("manager", java_script_enabled=False)
    card(page, deal).locator("a.due").click()
    expect(page.locator("#activities .plan")).to_contain_text("Позвонить о замере")


def test_a_finger_finds_everything_in_the_menu(page_as: Callable[..., Page], site):
    deal = site.new_deal("Под палец")
    plan(site, deal, 3)
    page = page_as("manager", **PHONE)
    card(page, deal).locator("summary").tap()
    menu = card(page, deal).locator("form.menu-list")
    expect(menu.locator("a[href^='tel:']")).to_be_visible()
    menu.locator("[data-agenda]").tap()
    expect(view(page).locator(".plan")).to_contain_text("Позвонить о замере")
    box = view(page).bounding_box()
    assert box and box["x"] == 0 and round(box["width"]) == 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.both_engines
def test_marked_cards_are_moved_at_once_and_taken_back(page_as: Callable[..., Page], site):
    first, second = site.new_deal("Отмечена первой"), site.new_deal("Отмечена второй")
    page = page_as("manager")
    card(page, first).locator(".card-title").focus()
    page.keyboard.press("KeyX")
    card(page, second).hover()
    card(page, second).locator(".card-mark input").check()
    acts = page.locator("[data-marked]")
    expect(acts.locator("[data-marked-count]")).to_have_text("2")
    site.move(second, site.stages[2])
    expect(column(page, site.stages[2]).locator(card(page, second))).to_be_visible()
    acts.locator("[name=stage_id]").select_option(str(site.stages[1]["id"]))
    acts.get_by_role("button", name="Переместить").click()
    expect(column(page, site.stages[1]).locator(card(page, first))).to_be_visible()
    message = page.locator(".toast", has_text="Готово: 1 сделка")
    expect(message).to_contain_text("Назад нельзя")
    expect(acts).to_be_hidden()
    message.get_by_role("button", name="Отменить").click()
    expect(column(page, site.stages[0]).locator(card(page, first))).to_be_visible()
    # Keys go on as before.
    card(page, first).locator(".card-title").focus()
    page.keyboard.press("KeyX")
    page.keyboard.press("KeyJ")
    page.keyboard.press("Escape")
    expect(page.locator(".card-mark input:checked")).to_have_count(0)


def test_ctrl_marks_beside_the_words_of_the_title(page_as: Callable[..., Page], site):
    deal = site.new_deal("Ctrl")
    page = page_as("manager")
    box = card(page, deal).locator(".card-who").bounding_box()
    assert box
    page.keyboard.down("Control")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.keyboard.up("Control")
    expect(card(page, deal).locator(".card-mark input")).to_be_checked()
    assert len(page.context.pages) == 1
