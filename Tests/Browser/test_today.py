"""«Сегодня» by keys: done, put off, planned in one line, with a result, without scripts too."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from playwright.sync_api import Page, expect

# Each is due before all that there is, so that it is the next thing to do.
first = ((datetime(2001, 6, 1) - timedelta(days=days)).strftime("%Y-%m-%dT10:00:00Z") for days in count())


def plan(site, title: str, **more) -> tuple[dict, dict]:
    """A deal of the manager's with something that is overdue."""
    deal = site.new_deal(title)
    activity = site.program.make("/activities", {
        "title": title, "kind": "call", "deal_id": deal["id"], "due_at": next(first), "owner_id": deal["owner_id"],
        **more})
    return deal, activity


def open_ones(site, deal: dict) -> list[dict]:
    return site.program.all("/activities", deal_id=deal["id"], state="open")


def now(page: Page):
    return page.locator("#now h2")


def test_enter_does_and_the_line_says_what_comes_next(page_as: Callable[..., Page], site):
    deal, activity = plan(site, "Узнать, нужен ли замер")
    page = page_as("manager", "/today")
    expect(now(page)).to_have_text(activity["title"])
    page.keyboard.press("Enter")
    expect(page.locator("#next-title")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("Замер нужен, считает деньги")
    page.keyboard.press("Tab")
    page.keyboard.type("через 3 недели позвонить Иванову")
    page.keyboard.press("Enter")
    expect(page.locator(".follow-up form")).to_have_count(0)
    (planned,) = open_ones(site, deal)
    due = datetime.fromisoformat(planned["due_at"])
    assert (planned["title"], planned["kind"]) == ("Позвонить Иванову", "call")
    assert timedelta(days=20) < due - datetime.now(UTC) < timedelta(days=23)
    ticked = site.program.read(f"/activities/{activity['id']}")
    assert (ticked["state"], ticked["result"]) == ("done", "Замер нужен, считает деньги")


def test_a_tick_is_taken_back_with_what_was_planned_after_it(page_as: Callable[..., Page], site):
    deal, activity = plan(site, "Нажато раньше времени")
    page = page_as("manager", "/today")
    expect(now(page)).to_have_text(activity["title"])
    page.keyboard.press("Enter")
    message = page.locator(".toast", has_text="Готово: Нажато раньше времени")
    expect(message.get_by_role("button", name="Отменить")).to_be_visible()
    page.locator("#next-title").fill("завтра 12:00 отправить КП")
    page.keyboard.press("Enter")
    page.wait_for_url("**planned=*")
    assert [one["title"] for one in open_ones(site, deal)] == ["Отправить КП"]
    # The offer stays while the next is planned.
    expect(message.get_by_role("button", name="Отменить")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.locator(".toast", has_text="Снова в работе: 1 дело")).to_be_visible()
    expect(now(page)).to_have_text(activity["title"])
    assert [one["id"] for one in open_ones(site, deal)] == [activity["id"]]


def test_p_puts_off_what_is_next(page_as: Callable[..., Page], site):
    _, activity = plan(site, "Отложить клавишей")
    page = page_as("manager", "/today")
    expect(now(page)).to_have_text(activity["title"])
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    expect(now(page)).not_to_have_text(activity["title"])
    due = datetime.fromisoformat(site.program.read(f"/activities/{activity['id']}")["due_at"])
    assert timedelta(minutes=50) < due - datetime.now(UTC) < timedelta(minutes=70)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_button_says_when_where_the_line_does_not(page_as: Callable[..., Page], site, scripts: bool):
    deal, activity = plan(site, f"По кнопке, {scripts}")
    page = page_as("manager", "/today", java_script_enabled=scripts, viewport={"width": 390, "height": 844})
    page.locator("#now [data-done]").click()
    page.locator("#next-title").fill("Узнать решение")
    page.locator(".follow-up button[value=hour]").click()
    expect(page.locator(".follow-up form")).to_have_count(0)
    (planned,) = open_ones(site, deal)
    assert planned["title"] == "Узнать решение"
    assert datetime.fromisoformat(planned["due_at"]) - datetime.now(UTC) < timedelta(minutes=70)
    assert site.program.read(f"/activities/{activity['id']}")["result"] == ""


def test_nothing_typed_is_lost_where_the_line_is_empty(page_as: Callable[..., Page], site):
    plan(site, "Без слов")
    page = page_as("manager", "/today", java_script_enabled=False)
    page.locator("#now [data-done]").click()
    page.locator(".follow-up .plan-go").click()
    expect(page.locator("#next-title")).to_have_attribute("aria-invalid", "true")
    page.locator("#next-result").fill("Договорились")
    page.locator(".follow-up .plan-go").click()
    expect(page.locator(".follow-up form")).to_have_count(0)


def test_the_counter_leads_to_what_it_counts(page_as: Callable[..., Page], site):
    deal, late = plan(site, "Просрочено и ждёт")
    later = site.program.make("/activities", {
        "title": "Ещё не скоро", "deal_id": deal["id"], "owner_id": deal["owner_id"],
        "due_at": "2098-01-01T10:00:00Z"})
    page = page_as("manager", "/today")
    page.locator(".rail .counter").click()
    page.wait_for_url("**/activities?due=now")
    expect(page.locator(".agenda .plan", has_text=late["title"])).to_be_visible()
    expect(page.locator(".agenda .plan", has_text=later["title"])).to_have_count(0)
    page.get_by_role("link", name="Все", exact=True).click()
    page.wait_for_url(lambda url: "due" not in url)


def test_a_tick_on_a_client_asks_for_the_next_in_place(page_as: Callable[..., Page], site):
    manager = site.somebody("manager")["id"]
    client = site.program.make("/companies", {"type": "organisation", "name": "ООО «Фильтры»", "owner_id": manager})
    task = site.program.make("/activities", {
        "title": "Спросить о фильтрах", "company_id": client["id"], "owner_id": manager, "due_at": next(first)})
    page = page_as("manager", f"/companies/{client['id']}")
    page.locator(".plan", has_text=task["title"]).locator(".tick").click()
    expect(page.locator(".plan-done")).to_contain_text(task["title"])
    expect(page.locator("#plan-title")).to_be_focused()
    assert page.url.endswith(f"/companies/{client['id']}")
