"""What is to be done: planned in one line, ticked off, put off, seen on the board."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from on_board import card
from playwright.sync_api import Page, expect


def instant(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")


def plan(site, deal: dict, title: str, hours: float) -> dict:
    return site.program.make(
        "/activities", {"title": title, "kind": "call", "deal_id": deal["id"], "due_at": instant(hours),
                        "owner_id": deal["owner_id"]})


def open_ones(site, deal: dict) -> list[dict]:
    return site.program.all("/activities", deal_id=deal["id"], state="open")


def live(page: Page) -> Page:
    """The page, once its live stream is open."""
    page.wait_for_load_state("load")
    page.evaluate("new Promise(done => setTimeout(done, 400))")
    return page


def test_one_line_says_what_and_when(page_as: Callable[..., Page], site):
    deal = site.new_deal("В одну строку")
    page = page_as("manager", f"/deals/{deal['id']}")
    expect(page.locator("#activities .notice")).to_be_visible()
    page.locator("#plan-title").fill("завтра 15:00 позвонить Иванову")
    page.keyboard.press("Enter")
    item = page.locator("#activities .plan", has_text="Позвонить Иванову")
    expect(item).to_be_visible()
    expect(item).to_contain_text("завтра 15:00")
    expect(page.locator("#activities .notice")).to_have_count(0)
    (planned,) = open_ones(site, deal)
    assert planned["kind"] == "call"
    assert planned["remind_at"] is not None
    assert site.deal(deal["id"])["next_activity_at"] == planned["due_at"]


def test_a_button_says_when(page_as: Callable[..., Page], site):
    deal = site.new_deal("По кнопке")
    page = page_as("manager", f"/deals/{deal['id']}")
    page.locator("#plan-title").fill("Узнать решение")
    page.locator(".plan-quick button[value=hour]").click()
    expect(page.locator("#activities .plan", has_text="Узнать решение")).to_be_visible()
    (planned,) = open_ones(site, deal)
    due = datetime.fromisoformat(planned["due_at"])
    assert timedelta(minutes=50) < due - datetime.now(UTC) < timedelta(minutes=70)


def test_a_tick_asks_for_what_comes_next(page_as: Callable[..., Page], site):
    deal = site.new_deal("Сделано и дальше")
    activity = plan(site, deal, "Перезвонить", 3)
    page = page_as("manager", f"/deals/{deal['id']}")
    page.locator("#activities .plan .tick").click()
    done = page.locator(".plan-done")
    expect(done).to_contain_text("Перезвонить")
    expect(page.locator("#plan-title")).to_be_focused()
    done.locator("[name=result]").fill("Просил подумать")
    done.locator(".plan-result button").click()
    expect(page.locator(".plan-done")).to_be_hidden()
    page.locator("#plan-title").fill("в пятницу спросить ещё раз")
    page.keyboard.press("Enter")
    expect(page.locator("#activities .plan", has_text="Спросить ещё раз")).to_be_visible()
    ticked = site.program.read(f"/activities/{activity['id']}")
    assert (ticked["state"], ticked["result"]) == ("done", "Просил подумать")


def test_a_tick_is_taken_back(page_as: Callable[..., Page], site):
    deal = site.new_deal("Вернуть дело")
    plan(site, deal, "Ошибочно закрытое", 3)
    page = page_as("manager", f"/deals/{deal['id']}")
    page.locator("#activities .plan .tick").click()
    page.locator(".toast", has_text="Готово: Ошибочно закрытое").get_by_role("button", name="Отменить").click()
    expect(page.locator("#activities .plan", has_text="Ошибочно закрытое")).to_be_visible()
    assert len(open_ones(site, deal)) == 1


def test_it_is_put_off_by_one_press(page_as: Callable[..., Page], site):
    deal = site.new_deal("Отложить")
    activity = plan(site, deal, "Просроченный звонок", -2)
    page = page_as("manager", f"/deals/{deal['id']}")
    item = page.locator("#activities .plan", has_text="Просроченный звонок")
    expect(item).to_have_attribute("data-due", "late")
    item.locator("button[value=tomorrow]").click()
    expect(item).to_have_attribute("data-due", "later")
    moved = site.program.read(f"/activities/{activity['id']}")
    assert datetime.fromisoformat(moved["due_at"]) > datetime.now(UTC)


def test_what_is_wrong_is_said_and_what_was_typed_stays(page_as: Callable[..., Page], site):
    deal = site.new_deal("Неверная дата")
    page = page_as("manager", f"/deals/{deal['id']}", java_script_enabled=False)
    page.locator("#plan-title").fill("   ")
    page.locator(".plan-go").click()
    expect(page.locator("#plan-title")).to_have_attribute("aria-invalid", "true")
    assert open_ones(site, deal) == []


def test_the_chip_on_the_board_changes_by_itself(page_as: Callable[..., Page], site):
    deal = site.new_deal("Живой срок")
    page = live(page_as("manager"))
    chip = card(page, deal).locator(".due")
    expect(chip).to_have_attribute("data-due", "none")
    activity = plan(site, deal, "Позвонить", 30)
    expect(chip).to_have_attribute("data-due", "later")
    site.program.make(f"/activities/{activity['id']}/completion", {})
    expect(chip).to_have_attribute("data-due", "none")


def test_the_views_of_the_board_count_and_narrow(page_as: Callable[..., Page], site):
    deal = site.new_deal("Никем не запланирована")
    page = live(page_as("manager"))
    preset = page.locator(".tools-views a", has_text="Без дел")
    expect(preset.locator(".counter")).to_be_visible()
    before = int(preset.locator(".counter").inner_text())
    assert before >= 1
    preset.click()
    page.wait_for_url("**next_activity=none**")
    expect(card(page, deal)).to_be_visible()
    chips = page.locator(".card .due")
    assert set(chips.evaluate_all("chips => chips.map(chip => chip.dataset.due)")) == {"none"}
    live(page)
    plan(site, deal, "Теперь есть", 30)
    expect(card(page, deal)).to_have_count(0)
    expect(preset.locator(".counter")).to_have_text(str(before - 1))
    preset.click()
    page.wait_for_url(lambda url: "next_activity" not in url)


def test_the_rail_counts_what_waits(page_as: Callable[..., Page], site):
    deal = site.new_deal("Счётчик дел")
    page = live(page_as("manager"))
    counter = page.locator(".rail > a[href='/activities'] .counter")
    expect(counter).to_be_visible()
    before = counter.inner_text()
    plan(site, deal, "Срочно", -1)
    expect(counter).not_to_have_text(before)


def test_own_activities_are_planned_by_a_key(page_as: Callable[..., Page], site):
    page = page_as("manager", "/activities")
    page.locator("h1").click()
    page.keyboard.press("KeyT")
    line = page.locator("#plan-title")
    expect(line).to_be_focused()
    line.fill("сегодня 23:50 подвести итоги")
    page.keyboard.press("Enter")
    item = page.locator(".plan", has_text="Подвести итоги")
    expect(item).to_be_visible()
    item.locator(".tick").click()
    expect(page.locator(".plan-done")).to_contain_text("Подвести итоги")


@pytest.mark.parametrize("letter", ["t", "е"])
def test_a_page_without_a_record_asks_where_to_plan(page_as: Callable[..., Page], site, letter: str):
    deal = site.new_deal(f"Найти и запланировать {letter}")
    page = page_as("manager", "/notifications" if letter == "t" else "/account")
    page.evaluate(
        """key => document.body.dispatchEvent(
          new KeyboardEvent("keydown", { code: "KeyT", key, bubbles: true, cancelable: true }))""", letter)
    palette = page.locator("[data-dialog=palette]")
    expect(palette.get_by_role("combobox")).to_be_focused()
    expect(palette.get_by_text("Для себя, без клиента и сделки")).to_be_visible()
    page.keyboard.type(f"запланировать {letter}")
    expect(palette.locator("[data-found]").first).to_contain_text(deal["title"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/deals/{deal['id']}#plan")
    expect(page.locator("#plan-title")).to_be_focused()
    page.keyboard.type("завтра 15:00 позвонить")
    page.keyboard.press("Enter")
    expect(page.locator(".plan", has_text="Позвонить")).to_be_visible()
    page.goto("/account")
    page.keyboard.press("/")
    expect(palette.get_by_text("Для себя, без клиента и сделки")).to_have_count(0)


def test_everything_works_where_scripts_are_off(page_as: Callable[..., Page], site):
    deal = site.new_deal("Без скриптов")
    page = page_as("manager", f"/deals/{deal['id']}", java_script_enabled=False)
    page.locator("#plan-title").fill("завтра 10:00 отправить письмо")
    page.locator(".plan-go").click()
    item = page.locator("#activities .plan", has_text="Отправить письмо")
    expect(item).to_be_visible()
    item.locator("button[value=monday]").click()
    (planned,) = open_ones(site, deal)
    page.goto(f"/deals/{deal['id']}")
    page.locator("#activities .plan .tick").click()
    expect(page.locator("main")).to_contain_text("Отправить письмо")
    assert site.program.read(f"/activities/{planned['id']}")["state"] == "done"


def test_a_phone_has_room_for_it(page_as: Callable[..., Page], site):
    deal = site.new_deal("На телефоне")
    plan(site, deal, "Встретиться на объекте и снять размеры всех окон второго этажа", -3)
    page = page_as("manager", f"/deals/{deal['id']}", viewport={"width": 390, "height": 844}, has_touch=True)
    item = page.locator("#activities .plan")
    expect(item).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = item.locator(".tick").bounding_box()
    assert box and box["width"] >= 24 and box["height"] >= 24
    page.goto("/activities")
    expect(page.locator(".plan").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
