"""Working on the board: adding, moving, finding."""

from collections.abc import Callable

import pytest
from harness.company import new_phone
from on_board import card, column, drag
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.both_engines


def test_a_card_is_dragged_forward(page_as: Callable[..., Page], site):
    deal = site.new_deal("Тянется вперёд")
    page = page_as("manager")
    drag(page, card(page, deal), column(page, site.stages[1]))
    expect(column(page, site.stages[1]).locator(f"#deal-{deal['id']}")).to_be_visible()
    expect(card(page, deal)).not_to_have_attribute("data-version", str(deal["version"]))
    assert site.deal(deal["id"])["stage_id"] == site.stages[1]["id"]
    page.reload()
    expect(column(page, site.stages[1]).locator(f"#deal-{deal['id']}")).to_be_visible()


def test_a_card_can_not_be_dragged_backward(page_as: Callable[..., Page], site):
    deal = site.new_deal("Назад нельзя")
    site.move(deal, site.stages[1])
    page = page_as("manager")
    drag(page, card(page, deal), column(page, site.stages[0]), drop=False)
    expect(column(page, site.stages[0])).to_have_attribute("data-drop", "no")
    page.mouse.up()
    expect(column(page, site.stages[1]).locator(f"#deal-{deal['id']}")).to_be_visible()
    assert site.deal(deal["id"])["stage_id"] == site.stages[1]["id"]


def test_a_key_moves_the_card_on(page_as: Callable[..., Page], site):
    deal = site.new_deal("Клавишей вперёд")
    page = page_as("manager")
    card(page, deal).locator(".card-title").focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(column(page, site.stages[1]).locator(f"#deal-{deal['id']}")).to_be_visible()
    expect(card(page, deal)).not_to_have_attribute("data-version", str(deal["version"]))
    assert site.deal(deal["id"])["stage_id"] == site.stages[1]["id"]
    expect(card(page, deal).locator(".card-title")).to_be_focused()


def test_the_menu_of_a_card_leads_to_its_stages_where_scripts_are_off(page_as: Callable[..., Page], site):
    deal = site.new_deal("Без скриптов")
    page = page_as("manager", java_script_enabled=False)
    card(page, deal).locator("summary").click()
    card(page, deal).locator(".menu-list a").click()
    page.locator(f"#stages button[name=stage_id][value='{site.stages[1]['id']}']").click()
    assert site.deal(deal["id"])["stage_id"] == site.stages[1]["id"]


def test_the_menu_offers_the_stages_ahead_and_moves(page_as: Callable[..., Page], site):
    deal = site.new_deal("Через меню")
    page = page_as("manager")
    card(page, deal).locator("summary").click()
    offered = card(page, deal).locator("button[name=stage_id]")
    assert str(site.stages[0]["id"]) not in [button.get_attribute("value") for button in offered.all()]
    offered.first.click()
    expect(column(page, site.stages[1]).locator(f"#deal-{deal['id']}")).to_be_visible()
    # The card jumps at once; the server's word comes after.
    expect(card(page, deal)).not_to_have_attribute("aria-busy", "true")
    assert site.deal(deal["id"])["stage_id"] == site.stages[1]["id"]


def test_a_deal_is_added_in_one_line(page_as: Callable[..., Page], site):
    page, phone = page_as("manager"), new_phone()
    page.locator("a[data-add]").click()
    form = page.locator("[data-quick][open] form")
    expect(form.locator("[name=phone]")).to_be_focused()
    form.locator("[name=phone]").fill(phone)
    form.locator("[name=name]").fill("Семёнов Пётр")
    form.locator("[name=title]").fill(f"Быстрая сделка {phone}")
    form.locator("[name=amount]").fill("12 500,50")
    page.keyboard.press("Enter")
    made = page.locator(".card", has_text=f"Быстрая сделка {phone}")
    expect(made).to_be_visible()
    # The form stays open, empty, for the next one.
    expect(page.locator("[data-quick][open] form [name=title]")).to_have_value("")
    number = int(made.get_attribute("data-deal") or 0)
    assert site.deal(number)["amount"]["amount"] == "12500.50"


def test_a_known_client_is_offered_by_phone(page_as: Callable[..., Page], site):
    phone = new_phone()
    deal = site.new_deal("Первая сделка клиента", phone=phone)
    page = page_as("manager")
    page.locator("a[data-add]").click()
    form = page.locator("[data-quick][open] form")
    form.locator("[name=phone]").press_sequentially(f"8 ({phone[2:5]}) {phone[5:]}")
    offer = form.locator("[data-company]").first
    expect(offer).to_be_visible()
    assert offer.get_attribute("data-company") == str(deal["company_id"])
    offer.click()
    form.locator("[name=title]").fill(f"Вторая сделка {phone}")
    page.keyboard.press("Enter")
    made = page.locator(".card", has_text=f"Вторая сделка {phone}")
    expect(made).to_be_visible()
    assert site.deal(int(made.get_attribute("data-deal") or 0))["company_id"] == deal["company_id"]


def test_what_is_wrong_stands_under_its_field(page_as: Callable[..., Page]):
    page = page_as("manager")
    page.locator("a[data-add]").click()
    form = page.locator("[data-quick][open] form")
    form.locator("[name=phone]").fill("12")
    form.locator("[name=title]").fill("С плохим телефоном")
    page.keyboard.press("Enter")
    wrong = page.locator("[data-quick][open] [name=phone]")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_value("12")
    expect(page.locator("[data-quick][open] .form-error").first).to_be_visible()


def test_the_filter_is_in_the_address(page_as: Callable[..., Page], site):
    deal = site.new_deal("Приметная лиловая оправа")
    site.new_deal("Совсем другое дело")
    page = page_as("manager")
    page.locator("#filters input[name=q]").fill("лиловая")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "q=" in url)
    expect(card(page, deal)).to_be_visible()
    expect(page.locator(".card")).to_have_count(1)
    page.goto(page.url)
    expect(page.locator(".card")).to_have_count(1)


def test_a_won_deal_leaves_the_board(page_as: Callable[..., Page], site):
    deal = site.new_deal("Почти выиграна", job="owner")
    page = page_as("owner", f"{site.board}?scope=all")
    card(page, deal).locator("summary").click()
    card(page, deal).locator("button[data-kind=won]").click()
    # What was paid in the end is asked for, with what the deal was worth.
    page.locator("dialog[open] button[data-kind=won]").click()
    expect(card(page, deal)).to_have_count(0)
    expect(page.locator("[data-toasts] [role=status]").first).to_be_visible()
    assert site.deal(deal["id"])["state"] == "won"


@pytest.mark.parametrize("scope", ["mine", "department", "all"])
def test_the_head_of_a_column_says_what_the_filter_holds(page_as: Callable[..., Page], site, scope: str):
    page = page_as("owner", f"{site.board}?scope={scope}")
    if scope == "all":
        for stage in site.stages:
            query = {"pipeline_id": site.pipeline["id"], "stage_id": stage["id"], "state": "open"}
            count = site.program.read("/deals/count", **query)["count"]
            shown = column(page, stage).locator(".column-count").inner_text()
            assert int("".join(filter(str.isdigit, shown))) == count
    else:
        expect(page.locator(".column-count").first).to_be_visible()


def test_a_long_column_loads_as_it_is_scrolled(page_as: Callable[..., Page], site):
    for number in range(30):
        site.new_deal(f"Длинная колонка {number}")
    page = page_as("manager")
    cards = column(page, site.stages[0]).locator("[data-cards]")
    before = cards.locator(".card").count()
    expect(cards.locator("[data-next]")).to_have_count(1)
    cards.evaluate("list => list.scrollTop = list.scrollHeight")
    page.wait_for_function(
        "([stage, before]) => document.querySelectorAll(`.column[data-stage='${stage}'] .card`).length > before",
        arg=[site.stages[0]["id"], before])
