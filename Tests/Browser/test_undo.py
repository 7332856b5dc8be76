"""Deeds with many deals: archive, all of a list, and the way back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.both_engines


def row(page: Page, deal: dict):
    return page.locator(f"#row-deal-{deal['id']}")


def test_marked_deals_go_to_the_archive_and_come_back_by_the_message(page_as: Callable[..., Page], site):
    deals = [site.new_deal(f"В архив {number}") for number in range(3)]
    page = page_as("head", "/deals")
    for deal in deals:
        row(page, deal).locator(".list-mark input").check()
    # Nothing happens without a reason: the line for it takes the focus.
    page.locator("[data-marked]").get_by_role("button", name="В архив").click()
    expect(page.locator("[data-marked] [name=reason]")).to_be_focused()
    page.keyboard.type("Дубль сделки 12")
    page.keyboard.press("Enter")
    for deal in deals:
        expect(row(page, deal)).to_have_count(0)
    message = page.locator(".toast", has_text="Готово: 3 сделки")
    page.goto("/deals?state=archived")
    for deal in deals:
        expect(row(page, deal)).to_be_visible()
    page.goto("/deals")
    expect(message).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator(".toast", has_text="Отменено: в архив, 3 сделки")).to_be_visible()
    for deal in deals:
        expect(row(page, deal)).to_be_visible()


def test_what_somebody_went_on_with_stays(page_as: Callable[..., Page], site):
    first, second = site.new_deal("Ушла дальше"), site.new_deal("Вернётся")
    page = page_as("manager", "/deals")
    for deal in (first, second):
        row(page, deal).locator(".list-mark input").check()
    page.locator("[data-marked] [name=stage_id]").select_option(str(site.stages[1]["id"]))
    page.locator("[data-marked]").get_by_role("button", name="Переместить").click()
    message = page.locator(".toast", has_text="Готово: 2 сделки")
    expect(message).to_be_visible()
    site.move(first, site.stages[2])
    message.get_by_role("button", name="Отменить").click()
    expect(page.locator(".toast", has_text="с ней уже работали дальше: «Ушла дальше»")).to_be_visible()
    assert site.deal(second["id"])["stage_id"] == site.stages[0]["id"]
    assert site.deal(first["id"])["stage_id"] == site.stages[2]["id"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_deals_page_puts_it_away_and_brings_it_back(page_as: Callable[..., Page], site, scripts: bool):
    deal = site.new_deal("Убрать одну")
    page = page_as("head", f"/deals/{deal['id']}", java_script_enabled=scripts)
    page.locator(".deal-acts summary").click()
    page.locator(".deal-acts [name=reason]").fill("Заведена дважды")
    page.locator(".deal-acts").get_by_role("button", name="В архив").click()
    expect(page.locator(".outcome")).to_contain_text("Причина: Заведена дважды")
    expect(page.locator(".outcome", has_text="В архиве с")).to_be_visible()
    assert site.deal(deal["id"])["state"] == "archived"
    page.locator(".outcome").get_by_role("button", name="Вернуть из архива").click()
    expect(page.locator(".outcome")).to_have_count(0)
    assert site.deal(deal["id"])["state"] == "open"


def test_all_of_a_list_is_handed_over_with_progress_and_taken_back(page_as: Callable[..., Page], site):
    def held(person: int) -> int:
        return site.program.read("/deals/count", state="current", owner_id=person)["count"]

    person = site.somebody("head")["id"]
    before = held(person)
    assert site.program.read("/deals/count")["count"] > 200
    page = page_as("owner", "/deals?scope=all&state=all")
    expect(page.locator(".list-every")).to_be_hidden()
    page.locator("[data-mark-all]").check()
    page.locator(".list-every input").check()
    page.locator("[data-marked] [name=owner_id]").select_option(str(person))
    page.locator("[data-marked]").get_by_role("button", name="Передать").click()
    message = page.locator(".toast .batch")
    expect(message).to_contain_text("Готово", timeout=60000)
    # Closed deals stay with whoever closed them, and it is said why.
    expect(message).to_contain_text("Не получилось")
    assert held(person) > before
    message.get_by_role("button", name="Отменить").click()
    expect(page.locator(".toast", has_text="Отменено: передача")).to_be_visible(timeout=60000)
    assert held(person) == before


def test_one_line_plans_with_each_marked_deal(page_as: Callable[..., Page], site):
    deals = [site.new_deal(f"Обзвонить {number}") for number in range(2)]
    page = page_as("manager", "/deals")
    for deal in deals:
        row(page, deal).locator(".list-mark input").check()
    line = page.locator("[data-marked] [name=line]")
    line.fill("позвонить")
    line.press("Enter")
    expect(page.locator(".toast", has_text="Добавьте в строку, когда")).to_be_visible()
    expect(line).to_have_value("позвонить")
    line.fill("завтра 11:00 позвонить всем")
    line.press("Enter")
    message = page.locator(".toast", has_text="Готово: 2 сделки")
    expect(message).to_be_visible()
    planned = [site.program.read("/activities", deal_id=deal["id"], state="open")["items"] for deal in deals]
    assert [[one["title"] for one in items] for items in planned] == [["Позвонить всем"]] * 2
    message.get_by_role("button", name="Отменить").click()
    expect(page.locator(".toast", has_text="Отменено: дело, 2 сделки")).to_be_visible()
    for deal in deals:
        assert site.program.read("/activities", deal_id=deal["id"], state="open")["items"] == []


def test_the_key_that_sends_on_says_why_it_does_not(page_as: Callable[..., Page], site):
    deal = site.new_deal("Под проверкой")
    reason = site.program.read("/reasons", limit=1)["items"][0]
    site.program.make(
        f"/deals/{deal['id']}/refusals",
        {"reason_id": reason["id"], "justification": "Клиент дважды сказал, что купил в другой фирме."})
    page = page_as("manager", f"/deals/{deal['id']}")
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator(".toast", has_text="на проверке")).to_be_visible()
