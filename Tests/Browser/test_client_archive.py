"""The archive of clients: put away with why, found all the same, back with the first word."""

from collections.abc import Callable

import pytest
from harness.company import new_phone
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.both_engines

WHY = "Закрылись в январе"


def new_client(site, name: str, phone: str | None = None) -> dict:
    return site.program.make("/companies", {
        "name": name, "type": "organisation", "owner_id": site.somebody("manager")["id"],
        "phones": [phone or new_phone()]})


def away(site, client: dict) -> str | None:
    return site.program.read(f"/companies/{client['id']}")["archived_reason"]


def row(page: Page, client: dict):
    return page.locator(f"#row-company-{client['id']}")


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}, {"viewport": {"width": 390, "height": 844}}],
                         ids=["wide", "without scripts", "phone"])
def test_a_clients_page_puts_him_away_and_brings_him_back(page_as: Callable[..., Page], site, options: dict):
    client = new_client(site, "ООО Чистый ручей")
    page = page_as("head", f"/companies/{client['id']}", **options)
    page.locator(".deal-acts summary").click()
    page.locator(".deal-acts [name=reason]").fill(WHY)
    page.locator(".deal-acts").get_by_role("button", name="В архив").click()
    band = page.locator(".outcome", has_text="В архиве с")
    expect(band).to_contain_text(f"Причина: {WHY}")
    assert away(site, client) == WHY
    # Nothing is planned with who is away.
    expect(page.locator(".plan-new")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    band.get_by_role("button", name="Вернуть из архива").click()
    expect(band).to_have_count(0)
    expect(page.locator(".plan-new").first).to_be_visible()
    assert away(site, client) is None


def test_who_has_an_open_deal_stays_and_it_is_said_why(page_as: Callable[..., Page], site):
    deal = site.new_deal("Не отпускает")
    page = page_as("head", f"/companies/{deal['company_id']}")
    page.locator(".deal-acts summary").click()
    page.locator(".deal-acts [name=reason]").fill(WHY)
    page.keyboard.press("Enter")
    expect(page.locator(".toast", has_text="Открытых сделок: 1.")).to_be_visible()
    expect(page.locator(".outcome")).to_have_count(0)


def test_marked_clients_go_and_come_back_by_a_key(page_as: Callable[..., Page], site):
    clients = [new_client(site, f"ООО Сухое русло {number}") for number in range(2)]
    page = page_as("head", "/companies?q=сухое+русло")
    for client in clients:
        row(page, client).locator(".list-mark input").check()
    page.locator("[data-marked]").get_by_role("button", name="В архив").click()
    expect(page.locator("[data-marked] [name=reason]")).to_be_focused()
    page.keyboard.type(WHY)
    page.keyboard.press("Enter")
    expect(page.locator(".toast", has_text="Готово: 2 клиента")).to_be_visible()
    for client in clients:
        expect(row(page, client)).to_have_count(0)
    page.goto("/companies?q=сухое+русло&archived=true")
    for client in clients:
        expect(row(page, client)).to_be_visible()
    page.goto("/companies?q=сухое+русло")
    page.keyboard.press("Control+z")
    expect(page.locator(".toast", has_text="Отменено: в архив, 2 клиента")).to_be_visible()
    for client in clients:
        expect(row(page, client)).to_be_visible()


def test_the_typed_number_knows_him_and_a_deal_brings_him_back(page_as: Callable[..., Page], site):
    phone = new_phone()
    client = new_client(site, "ООО Забытый родник", phone)
    site.program.make(f"/companies/{client['id']}/archive", {"reason": WHY})
    board = page_as("head", "/discipline/archive/clients")
    expect(board.locator("tr", has_text="Забытый родник")).to_contain_text(WHY)
    page = page_as("manager")
    page.locator("a[data-add]").click()
    form = page.locator("[data-quick][open] form")
    form.locator("[name=phone]").press_sequentially(phone)
    known = form.locator("[data-company]").first
    expect(known).to_contain_text("В архиве")
    known.click()
    form.locator("[name=title]").fill(f"Вернулся {phone}")
    page.keyboard.press("Enter")
    expect(page.locator(".card", has_text=f"Вернулся {phone}")).to_be_visible()
    assert away(site, client) is None
    page.goto(f"/companies/{client['id']}")
    expect(page.get_by_text("новая работа с клиентом вернула его из архива")).to_be_visible()
