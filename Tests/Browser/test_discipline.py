"""The board of discipline: from a number to its list, and the deals from there to somebody else."""

from collections.abc import Callable
from datetime import date

import pytest
from harness.company import new_phone
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("scripts", [True, False])
def test_a_head_hands_over_from_the_list_behind_a_number(page_as: Callable[..., Page], site, scripts: bool):
    first, second = "Никто не ответил", "Тоже никто"
    # Somebody of his own, so that the list behind his number is not pages long.
    address = f"lena{new_phone()[1:]}@demo.voronka"
    person = site.program.make("/users", {
        "name": "Ленская Вера", "email": address, "job": "manager",
        "department_id": site.somebody("manager")["department_id"]})["id"]
    heir = site.somebody("consultant")["id"]
    marked, left = [
        site.program.make("/deals", {
            "title": title, "owner_id": person, "manager_id": person,
            "client": {"name": "Ковалёв Илья", "phone": new_phone()}})
        for title in (first, second)]

    def owners() -> list[int]:
        return [site.deal(deal["id"])["owner_id"] for deal in (marked, left)]

    page = page_as(
        "head", f"/discipline/deals?person_id={person}&shortfall=new_unprocessed", java_script_enabled=scripts)
    page.locator("tr", has_text=first).locator("[name=deals]").check()
    page.locator("[name=owner_id]").select_option(str(heir))
    page.get_by_role("button", name="Передать отмеченные").click()
    expect(page.locator(".lacking-news")).to_contain_text("Передана 1 сделка")
    expect(page.locator("tr", has_text=first)).to_have_count(0)
    assert owners() == [heir, person]
    page.locator(".lacking-news").get_by_role("button").click()
    expect(page.locator("tr", has_text=first)).to_be_visible()
    expect(page.locator(".lacking-news")).to_have_count(0)
    assert owners() == [person, person]
    page.locator("[name=whole_list]").check()
    page.locator("[name=owner_id]").select_option(str(heir))
    page.get_by_role("button", name="Передать отмеченные").click()
    expect(page.locator(".lacking-news")).to_be_visible()
    assert owners() == [heir, heir]
    page.locator(".lacking-news").get_by_role("button").click()
    expect(page.locator("tr", has_text=second)).to_be_visible()
    assert owners() == [person, person]


def test_who_marks_nothing_is_told_so(page_as: Callable[..., Page], site):
    site.new_deal("Без отметки")
    person, heir = site.somebody("manager")["id"], site.somebody("consultant")["id"]
    page = page_as("head", f"/discipline/deals?person_id={person}&shortfall=new_unprocessed")
    page.locator("[name=owner_id]").select_option(str(heir))
    page.get_by_role("button", name="Передать отмеченные").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=owner_id]")).to_have_value(str(heir))
    page.locator("[data-mark-all]").check()
    expect(page.locator("[name=deals]:not(:checked)")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_today_says_what_was_planned(page_as: Callable[..., Page], site, scripts: bool):
    deal = site.new_deal("Что дальше")
    done = site.program.make("/activities", {
        "title": "Спросить о сроках", "kind": "call", "deal_id": deal["id"], "owner_id": deal["owner_id"],
        "due_on": f"{date.today():%Y-%m-%d}"})
    site.program.make(f"/activities/{done['id']}/completion", {})
    page = page_as("manager", f"/today?done={done['id']}", java_script_enabled=scripts)
    page.locator(".follow-up [name=title]").fill("Прислать договор")
    page.locator(".follow-up [name=title]").press("Enter")
    said = page.get_by_role("status").filter(has_text="Запланировано")
    expect(said.get_by_role("link", name="Прислать договор")).to_be_visible()
    expect(said.locator(".due")).to_be_visible()
    said.get_by_role("link", name="Закрыть").press("Enter")
    expect(said).to_have_count(0)


def test_a_heads_day_leads_to_what_his_people_have_left(page_as: Callable[..., Page], site):
    site.new_deal("Кто ответит?")
    page = page_as("head", "/today")
    people = page.get_by_role("region", name="Отдел сейчас")
    expect(people.get_by_role("link", name="Новые необработанные")).to_be_visible()
    people.locator(".today-bearers a").first.click()
    expect(page.locator("tbody tr").first).to_be_visible()
    assert "person_id=" in page.url
