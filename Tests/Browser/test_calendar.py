"""The calendar: one's own time and that of colleagues, by mouse, by keys, without scripts, and for other calendars."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import requests
from playwright.sync_api import Page, expect


def working_day() -> datetime:
    """Noon of the next Wednesday: it stands in its week away from the edges."""
    now = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
    return now + timedelta(days=(2 - now.weekday()) % 7 + 7)


def plan(site, title: str, at: datetime, person: str = "manager", **more) -> dict:
    owner = site.somebody(person)
    return site.program.make(
        "/activities", {"title": title, "kind": "meeting", "owner_id": owner["id"],
                        "due_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), **more})


def week_of(at: datetime, view: str = "week") -> str:
    return f"/calendar?view={view}&date={at:%Y-%m-%d}"


def entry(page: Page, activity: dict):
    return page.locator(f'.entry[data-entry="{activity["id"]}"]')


def event_of(calendar: icalendar.Calendar, activity: dict) -> icalendar.Event:
    return next(
        event for event in calendar.walk("VEVENT") if str(event["UID"]).startswith(f"activity-{activity['id']}@"))


def due(site, activity: dict) -> datetime:
    return datetime.fromisoformat(site.program.read(f"/activities/{activity['id']}")["due_at"])


def test_a_drag_moves_it_and_one_press_puts_it_back(page_as: Callable[..., Page], site):
    at = working_day()
    activity = plan(site, "Перетащить", at)
    page = page_as("manager", week_of(at))
    block = entry(page, activity)
    block.scroll_into_view_if_needed()
    source = block.bounding_box()
    day = f"{at + timedelta(days=2):%Y-%m-%d}"
    friday = page.locator(f'.hours-day[data-day="{day}"] [data-hours-column]').bounding_box()
    page.mouse.move(source["x"] + 20, source["y"] + 5)
    page.mouse.down()
    page.mouse.move(source["x"] + 40, source["y"] + 30, steps=4)
    page.mouse.move(friday["x"] + 40, source["y"] + 5, steps=6)
    page.mouse.up()
    expect(page.locator(".toast")).to_contain_text("Перетащить")
    assert due(site, activity) == at + timedelta(days=2)
    page.locator(".toast button", has_text="Вернуть").click()
    expect(page.locator(f'.hours-day[data-day="{at:%Y-%m-%d}"] .entry[data-entry="{activity["id"]}"]')).to_be_visible()
    assert due(site, activity) == at


def test_its_lower_edge_makes_it_longer(page_as: Callable[..., Page], site):
    at = working_day() + timedelta(hours=2)
    activity = plan(site, "Растянуть", at, duration_minutes=60)
    page = page_as("manager", week_of(at))
    edge = entry(page, activity).locator("[data-resize]")
    edge.scroll_into_view_if_needed()
    box = edge.bounding_box()
    hour = entry(page, activity).bounding_box()["height"]
    page.mouse.move(box["x"] + 10, box["y"] + 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, box["y"] + 2 + hour / 2, steps=5)
    page.mouse.up()
    expect(page.locator(".toast")).to_be_visible()
    assert site.program.read(f"/activities/{activity['id']}")["duration_minutes"] == 90


def test_keys_move_it_by_a_quarter_and_by_a_day(page_as: Callable[..., Page], site):
    at = working_day() - timedelta(hours=1)
    activity = plan(site, "Клавишами", at)
    page = page_as("manager", week_of(at))
    entry(page, activity).locator("a").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(entry(page, activity).locator("a")).to_be_focused()
    expect(page.locator(".toast:not([data-leaving])")).to_contain_text("Клавишами")
    assert due(site, activity) == at + timedelta(minutes=15)
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator(
        f'.hours-day[data-day="{at + timedelta(days=1):%Y-%m-%d}"] .entry[data-entry="{activity["id"]}"]'
    )).to_be_visible()
    assert due(site, activity) == at + timedelta(days=1, minutes=15)


def test_an_empty_place_plans_there(page_as: Callable[..., Page], site):
    at = working_day() + timedelta(days=1)
    page = page_as("manager", week_of(at))
    slot = page.locator(f'.hours-day[data-day="{at:%Y-%m-%d}"] .hours-slot[href*="time=17:00"]')
    slot.click(position={"x": 60, "y": 5})
    dialog = page.locator("dialog.entry-dialog")
    expect(dialog.locator("[name=date]")).to_have_value(f"{at:%Y-%m-%d}")
    expect(dialog.locator("[name=time]")).to_have_value("17:00")
    dialog.locator("[name=title]").fill("Встреча из календаря")
    dialog.locator("footer [data-kind=main]").click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".entry", has_text="Встреча из календаря").first).to_be_visible()


@pytest.mark.parametrize("view", ["day", "week", "month", "list"])
def test_without_scripts_it_is_planned_and_moved_by_forms(page_as: Callable[..., Page], site, view: str):
    at = working_day() + timedelta(days=1, hours=1)
    activity = plan(site, f"Без скриптов {view}", at)
    page = page_as("manager", week_of(at, view), java_script_enabled=False)
    entry(page, activity).locator("a").first.click()
    expect(page.locator("h1")).to_contain_text("Без скриптов")
    page.locator("[name=time]").fill("09:30")
    page.locator("form.entry-page [data-kind=main]").click()
    page.wait_for_url("**/calendar?**")
    assert f"view={view}" in page.url
    assert due(site, activity) != at


def test_what_is_wrong_is_said_and_what_was_typed_stays(page_as: Callable[..., Page]):
    page = page_as("manager", "/calendar/new?date=2026-12-01&time=10:00", java_script_enabled=False)
    page.locator("[name=title]").fill("Слишком далеко")
    page.locator("[name=date]").fill("2199-01-01")
    page.locator("form.entry-page [data-kind=main]").click()
    expect(page.locator("[name=title]")).to_have_value("Слишком далеко")
    expect(page.locator(".form-error, .notice")).to_be_visible()


def test_others_see_it_move(page_as: Callable[..., Page], site):
    at = working_day() - timedelta(hours=2)
    activity = plan(site, "Видят все", at)
    owner = site.program.read(f"/activities/{activity['id']}")["owner_id"]
    page = page_as("head", f"{week_of(at)}&people={owner}")
    page.wait_for_load_state("load")
    expect(entry(page, activity)).to_be_visible()
    page.evaluate("new Promise(done => setTimeout(done, 500))")
    later = (at + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    site.program.make(f"/activities/{activity['id']}/postponement", {"due_at": later})
    expect(page.locator(
        f'.hours-day[data-day="{at + timedelta(days=1):%Y-%m-%d}"] .entry[data-entry="{activity["id"]}"]'
    )).to_be_visible()


def test_other_calendars_read_it(page_as: Callable[..., Page], site):
    at = working_day() + timedelta(hours=3)
    title = "Встреча, где; много «слов» и \\ косая черта: " + "очень длинное название " * 6
    activity = plan(site, title.strip(), at, duration_minutes=45, remind_at=(at - timedelta(minutes=20)).strftime(
        "%Y-%m-%dT%H:%M:%SZ"))
    page = page_as("manager", "/calendar/feed")
    page.locator("form[action='/calendar/feed'] button").click()
    address = page.locator(".secret input").input_value()
    reply = requests.get(address, timeout=10)
    assert reply.status_code == 200
    assert reply.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in reply.content.split(b"\r\n"))
    assert b"\n" not in reply.content.replace(b"\r\n", b"")
    calendar = icalendar.Calendar.from_ical(reply.content)
    found = event_of(calendar, activity)
    assert str(found["SUMMARY"]) == title.strip()
    assert found["DTSTART"].dt == at
    assert found["DTEND"].dt == at + timedelta(minutes=45)
    (alarm,) = found.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(minutes=-20)
    known = requests.get(address, headers={"If-None-Match": reply.headers["ETag"]}, timeout=10)
    assert (known.status_code, known.content) == (304, b"")
    page.locator("form[action='/calendar/feed/revocation'] button").click()
    assert requests.get(address, timeout=10).status_code == 404


def test_a_day_of_its_own_is_a_date(page_as: Callable[..., Page], site):
    at = working_day()
    owner = site.somebody("manager")
    activity = site.program.make(
        "/activities", {"title": "Весь день", "kind": "task", "owner_id": owner["id"], "due_on": f"{at:%Y-%m-%d}"})
    page = page_as("manager", "/calendar/feed")
    page.locator("form[action='/calendar/feed'] button").click()
    address = page.locator(".secret input").input_value()
    calendar = icalendar.Calendar.from_ical(requests.get(address, timeout=10).content)
    found = event_of(calendar, activity)
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (at.date(), at.date() + timedelta(days=1))
