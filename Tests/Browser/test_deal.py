"""The page of a deal."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect


def test_a_comment_is_written_and_stays(page_as: Callable[..., Page], site):
    deal = site.new_deal("С комментарием")
    page = page_as("manager", f"/deals/{deal['id']}")
    page.locator("[data-composer] textarea").fill("Перезвонить в четверг")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".history", has_text="Перезвонить в четверг")).to_be_visible()
    expect(page.locator("[data-composer] textarea")).to_have_value("")
    page.reload()
    expect(page.locator(".history", has_text="Перезвонить в четверг")).to_be_visible()


def test_the_history_is_narrowed_to_what_people_wrote(page_as: Callable[..., Page], site):
    deal = site.new_deal("С долгой историей")
    for words in ("Ждёт сына", "Просит рассрочку"):
        site.program.make(f"/deals/{deal['id']}/comments", {"text": words})
    page = page_as("manager", f"/deals/{deal['id']}")
    history = page.locator(".history")
    expect(history.locator(".event")).to_have_count(3)
    history.get_by_role("link", name="Комментарии").press("Enter")
    expect(history.locator(".event")).to_have_count(2)
    expect(history.get_by_role("link", name="Комментарии")).to_be_focused()
    # What comes anew does not bring the rest back.
    site.program.make(f"/deals/{deal['id']}/comments", {"text": "Согласен на пятницу"})
    expect(history.locator(".event")).to_have_count(3)
    expect(history.locator(".event", has_text="Согласен на пятницу")).to_be_visible()
    history.get_by_role("link", name="Файлы").click()
    expect(history.locator(".history-empty")).to_be_visible()
    history.get_by_role("link", name="Всё").click()
    expect(history.locator(".event")).to_have_count(4)


def test_the_stage_bar_moves_the_deal(page_as: Callable[..., Page], site):
    deal = site.new_deal("По полосе этапов")
    page = page_as("manager", f"/deals/{deal['id']}")
    page.locator(f".stages button[name=stage_id][value='{site.stages[1]['id']}']").click()
    expect(page.locator(".history", has_text=site.stages[1]["name"])).to_be_visible()
    assert site.deal(deal["id"])["stage_id"] == site.stages[1]["id"]
    behind = page.locator(f".stages button[name=stage_id][value='{site.stages[0]['id']}']:enabled")
    expect(behind).to_have_count(0)


def test_the_stage_bar_works_where_scripts_are_off(page_as: Callable[..., Page], site):
    deal = site.new_deal("Без скриптов на странице")
    page = page_as("manager", f"/deals/{deal['id']}", java_script_enabled=False)
    page.locator(f".stages button[name=stage_id][value='{site.stages[1]['id']}']").click()
    assert page.url.endswith(f"/deals/{deal['id']}")
    assert site.deal(deal["id"])["stage_id"] == site.stages[1]["id"]


def test_at_the_side_a_deal_looks_as_on_its_page(page_as: Callable[..., Page], site):
    deal = site.new_deal("Сбоку как на странице")
    page = page_as("manager", f"/deals/{deal['id']}")
    looks = "(part) => { const s = getComputedStyle(part); return [s.display, s.padding, s.fontSize, s.cursor]; }"
    alone = page.locator(".guide > summary").evaluate(looks)
    page.goto(site.board)
    page.locator(f"#deal-{deal['id']} .card-title").click()
    assert page.locator("[data-side-body] .guide > summary").evaluate(looks) == alone


def test_a_wrong_sum_is_shown_under_its_field(page_as: Callable[..., Page], site):
    deal = site.new_deal("С неверной суммой")
    page = page_as("manager", f"/deals/{deal['id']}")
    edit = page.locator("details.edit", has=page.locator("[name=amount]")).first
    edit.locator("summary").click()
    edit.locator("[name=amount]").fill("сколько-то")
    edit.locator("form button:not([type=button])").first.click()
    wrong = page.locator("details.edit[open] [name=amount]")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_value("сколько-то")
    wrong.fill("99 000")
    page.locator("details.edit[open] form button:not([type=button])").first.click()
    expect(page.locator(".deal", has_text="99 000")).to_be_visible()
    assert site.deal(deal["id"])["amount"]["amount"] == "99000.00"


def test_a_returning_client_gets_a_new_deal_from_one_button(page_as: Callable[..., Page], site):
    deal = site.new_deal("Уже выиграна", job="owner")
    won = next(stage for stage in site.pipeline["stages"] if stage["kind"] == "won")
    site.move(deal, won)
    page = page_as("owner", f"/deals/{deal['id']}")
    expect(page.locator(".outcome[data-outcome=won]")).to_be_visible()
    expect(page.locator("details.edit")).to_have_count(0)
    page.locator(".outcome button, .outcome a.button").first.click()
    page.wait_for_url(lambda url: not url.endswith(f"/deals/{deal['id']}"))


@pytest.mark.parametrize("scripts", [True, False])
def test_who_decides_is_said_in_the_deal(page_as: Callable[..., Page], site, scripts: bool):
    deal = site.new_deal("Решает не тот, кто звонит")
    [asking] = deal["contact_ids"]
    boss = site.program.make("/contacts", {
        "last_name": "Ковалёв", "first_name": "Дмитрий", "company_ids": [deal["company_id"]]})
    page = page_as("manager", f"/deals/{deal['id']}", java_script_enabled=scripts)
    edit = page.locator("#client details.edit")
    edit.locator("summary").click()
    edit.locator(f"[name='contacts.{boss['id']}']").select_option("decision_maker")
    edit.locator(f"[name='contacts.{asking}']").select_option("inquirer")
    edit.locator("form button:not([type=button])").click()
    expect(page.locator("#client .people li", has_text="Дмитрий").locator(".chip")).to_have_text("Решает")
    page.reload()
    expect(page.locator(".history", has_text="Ковалёв Дмитрий в сделке")).to_be_visible()
    assert site.deal(deal["id"])["contacts"] == [
        {"contact_id": asking, "role": "inquirer", "usual_role": None},
        {"contact_id": boss["id"], "role": "decision_maker", "usual_role": None}]
