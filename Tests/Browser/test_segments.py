"""Segments of clients: kept in the settings, chosen on a client's page, put on many, asked for in the list."""

import re
from collections.abc import Callable, Iterator

import pytest
from on_order import drag_before
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.one_engine


@pytest.fixture
def segment(site) -> Iterator[dict]:
    """A segment of the test's own."""
    made = site.program.make("/segments", {"name": "Проба сегмента", "silence_days": 21})
    yield made
    site.program.patch(f"/segments/{made['id']}", {"archived": True})


def company(site, **fields) -> dict:
    return site.program.make("/companies", {
        "type": "organisation", "name": "ООО «Сегментная»", "owner_id": site.somebody("manager")["id"], **fields})


def names(page: Page) -> list[str]:
    return page.locator(".order[data-order] [name=name]").evaluate_all("all => all.map((field) => field.value)")


def line(page: Page, name: str) -> Locator:
    return page.locator(".order[data-order] li[data-id]", has=page.get_by_label(f"Название: {name}"))


def test_a_client_is_put_into_a_segment_and_found_by_it(page_as: Callable[..., Page], site, segment: dict):
    client = company(site)
    page = page_as("manager", f"/companies/{client['id']}")
    page.locator("#about .edit > summary").click()
    page.locator("#about [name=segment_id]").select_option(label=segment["name"])
    page.keyboard.press("Control+Enter")
    expect(page.locator("#about .facts")).to_contain_text(segment["name"])
    expect(page.locator(".deal-head .chip", has_text=segment["name"])).to_be_visible()
    expect(page.locator(".history")).to_contain_text(segment["name"])
    assert site.program.read(f"/companies/{client['id']}")["segment_id"] == segment["id"]
    page.goto("/companies")
    page.locator("form.tools [name=segment_id]").select_option(label=segment["name"])
    page.wait_for_url(re.compile(f"segment_id={segment['id']}"))
    expect(page.locator("tbody tr[data-row]")).to_have_count(1)
    expect(page.locator(f"#row-company-{client['id']}")).to_contain_text(segment["name"])


def test_many_clients_go_into_a_segment_and_come_back(page_as: Callable[..., Page], site, segment: dict):
    clients = [company(site, name=f"ООО «Много сегментов {number}»") for number in range(2)]
    page = page_as("manager", "/companies?sort=-created_at")
    rows = [page.locator(f"#row-company-{client['id']}") for client in clients]
    for row in rows:
        row.locator(".list-mark input").check()
    page.locator("[data-marked] [name=segment_id]").select_option(label=segment["name"])
    page.locator("[data-marked]").get_by_role("button", name="В сегмент").click()
    for row in rows:
        expect(row).to_contain_text(segment["name"])
    page.locator(".toast").get_by_role("button", name="Отменить").click()
    for row in rows:
        expect(row).not_to_contain_text(segment["name"])


@pytest.mark.parametrize("options", [{"java_script_enabled": False}, {"viewport": {"width": 390, "height": 844}}],
                         ids=["without scripts", "phone"])
def test_the_days_of_a_segment_are_set_and_shown_with_the_rules(
        page_as: Callable[..., Page], site, segment: dict, options: dict):
    page = page_as("owner", "/segments", **options)
    days = page.get_by_label(f"Дней без контакта: {segment['name']}")
    expect(days).to_have_value("21")
    days.fill("много")
    page.get_by_role("button", name=f"Сохранить: {segment['name']}").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(days).to_have_value("много")
    days.fill("35")
    page.get_by_role("button", name=f"Сохранить: {segment['name']}").click()
    page.wait_for_url(re.compile("saved=1"))
    expect(days).to_have_value("35")
    page.goto("/settings/discipline")
    expect(page.locator(".facts")).to_contain_text("35 дней")
    if "java_script_enabled" in options:
        client = company(site, name="ООО «Без скриптов»")
        page.goto(f"/companies/{client['id']}")
        page.locator("#about .edit > summary").click()
        page.locator("#about [name=segment_id]").select_option(label=segment["name"])
        page.locator("#about form button:not([type=button])").click()
        expect(page.locator("#about .facts")).to_contain_text(segment["name"])


def test_segments_are_put_in_order_by_drag_and_by_keys(page_as: Callable[..., Page], segment: dict):
    page = page_as("owner", "/segments")
    place = names(page).index(segment["name"])
    assert place >= 2
    line(page, segment["name"]).get_by_role("button", name=f"Выше: {segment['name']}").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert names(page).index(segment["name"]) == place - 1
    expect(page.get_by_role("button", name=f"Выше: {segment['name']}")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Alt+ArrowDown")
    assert names(page).index(segment["name"]) == place
    first = names(page)[0]
    drag_before(page, line(page, segment["name"]), line(page, first))
    assert names(page)[:2] == [segment["name"], first]
