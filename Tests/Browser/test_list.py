"""The list of deals: looking, sorting, narrowing, acting on many, and the deal at the side."""

import re
from collections.abc import Callable

import pytest
from harness.company import new_phone
from playwright.sync_api import Locator, Page, expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def row(page: Page, deal: dict) -> Locator:
    return page.locator(f"#row-deal-{deal['id']}")


def test_the_board_and_the_list_keep_each_others_filter(page_as: Callable[..., Page], site):
    person = site.somebody("manager")["id"]
    page = page_as("owner", f"{site.board}?scope=all&owner_id={person}&amount_from=1000")
    page.get_by_role("link", name="Список").click()
    page.wait_for_url("**/deals?*")
    assert f"owner_id={person}" in page.url
    assert "amount_from=1000" in page.url
    expect(page.locator("[data-chips] .chip", has_text="от 1 000")).to_be_visible()
    page.get_by_role("link", name="Доска").click()
    page.wait_for_url("**/board?*")
    assert f"owner_id={person}" in page.url
    assert "amount_from=1000" in page.url


def test_a_press_on_a_later_stage_moves_the_deal(page_as: Callable[..., Page], site):
    deal = site.new_deal("Полосой из списка")
    page = page_as("manager", "/deals")
    row(page, deal).locator(f".track button[value='{site.stages[1]['id']}']").click()
    expect(row(page, deal).locator(".track-name")).to_have_text(site.stages[1]["name"])
    expect(row(page, deal).locator(f".track button[value='{site.stages[0]['id']}']")).to_have_count(0)
    assert site.deal(deal["id"])["stage_id"] == site.stages[1]["id"]


@pytest.mark.parametrize("by", ["press", "key"])
def test_a_win_in_a_row_asks_what_was_paid(page_as: Callable[..., Page], site, by: str):
    deal = site.new_deal("Победа из списка")
    site.move(deal, [stage for stage in site.stages if stage["kind"] in ("new", "open")][-1])
    page = page_as("owner", "/deals?scope=all")
    if by == "press":
        row(page, deal).locator(".track button").last.click()
    else:
        row(page, deal).locator("td:not(.list-mark) a").first.focus()
        page.keyboard.press("Alt+ArrowRight")
    # Each wants to know what was paid.
    dialog = page.locator("dialog[open]")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Отмена").click()
    expect(dialog).to_have_count(0)
    assert site.deal(deal["id"])["state"] == "open"
    row(page, deal).locator(".track button").last.click()
    dialog.locator("[name=amount]").fill("90 000")
    dialog.get_by_role("button").last.click()
    expect(dialog).to_have_count(0)
    # The dialog goes before the server has answered.
    expect(row(page, deal).locator(".track")).to_have_count(0)
    assert site.deal(deal["id"])["state"] == "won"


def test_the_list_is_sorted_by_its_heads(page_as: Callable[..., Page], site):
    page = page_as("owner", "/deals?scope=all")
    page.get_by_role("link", name="Сумма", exact=True).click()
    page.wait_for_url("**sort=-amount**")
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Сумма")
    sums = [int("".join(filter(str.isdigit, text.split(",")[0])) or 0)
            for text in page.locator("td .row-amount").all_inner_texts()]
    assert len(sums) > 3
    assert sums == sorted(sums, reverse=True)


def test_the_list_goes_on_while_one_scrolls_and_by_a_link_without_scripts(page_as: Callable[..., Page], site):
    page = page_as("owner", "/deals?scope=all&state=all")
    expect(page.locator("tr[data-row]").nth(49)).to_be_attached()
    page.locator("[data-list-scroll]").evaluate("(area) => area.scrollTo(0, area.scrollHeight)")
    expect(page.locator("tr[data-row]").nth(70)).to_be_attached()
    numbers = page.locator("tr[data-row]").evaluate_all("(rows) => rows.map((row) => row.dataset.row)")
    assert len(numbers) == len(set(numbers))
    plain = page_as("owner", "/deals?scope=all&state=all", java_script_enabled=False)
    first = plain.locator("tr[data-row]").first.get_attribute("data-row")
    plain.get_by_role("link", name="Ещё", exact=True).click()
    plain.wait_for_url("**after=**")
    assert plain.locator("tr[data-row]").first.get_attribute("data-row") != first


def test_conditions_are_chosen_in_the_panel_and_removed_one_by_one(page_as: Callable[..., Page], site):
    page = page_as("owner", "/deals?scope=all")
    page.locator(".panel-menu summary").click()
    panel = page.locator(".panel-list")
    panel.locator("[name=created]").select_option("last_90")
    panel.locator("[name=amount_from]").fill("20 000")
    panel.locator("[name=idle_days]").fill("2")
    panel.get_by_role("button", name="Показать").click()
    page.wait_for_url("**idle_days=2**")
    chips = page.locator("[data-chips] .chip")
    expect(chips).to_have_count(3)
    expect(chips.filter(has_text="в этапе от 2 дней")).to_be_visible()
    chips.filter(has_text="последние 90 дней").click()
    page.wait_for_url(lambda url: "created=" not in url)
    assert "idle_days=2" in page.url
    expect(chips).to_have_count(2)


def test_a_sum_that_is_none_is_said_and_kept(page_as: Callable[..., Page], site):
    page = page_as("owner", "/deals?scope=all&amount_from=много", java_script_enabled=False)
    expect(page.locator("[data-chips] [role=alert]")).to_contain_text("Сумма от")
    page.locator(".panel-menu summary").click()
    expect(page.locator("[name=amount_from]")).to_have_value("много")


def test_many_are_handed_over_and_moved_at_once(page_as: Callable[..., Page], site):
    deals = [site.new_deal(f"Пачкой {number} {new_phone()}") for number in range(3)]
    site.move(deals[2], site.stages[2])
    page = page_as("owner", "/deals?scope=all")
    for deal in deals:
        row(page, deal).locator(".list-mark input").check()
    acts = page.locator("[data-marked]")
    expect(acts.locator("[data-marked-count]")).to_have_text("3")
    acts.locator("[name=stage_id]").select_option(str(site.stages[1]["id"]))
    acts.get_by_role("button", name="Переместить").click()
    # The one that is further stays, and it is said why.
    expect(page.locator(".toast[data-tone=bad]")).to_contain_text("Не получилось: 1 сделка")
    expect(page.locator(".toast[data-tone=bad]")).to_contain_text("Назад нельзя")
    assert [site.deal(deal["id"])["stage_id"] for deal in deals] == [
        site.stages[1]["id"], site.stages[1]["id"], site.stages[2]["id"]]
    page.reload()
    for deal in deals:
        row(page, deal).locator(".list-mark input").check()
    owner = site.somebody("consultant")
    acts.locator("[name=owner_id]").select_option(str(owner["id"]))
    acts.get_by_role("button", name="Передать").click()
    expect(row(page, deals[0])).to_contain_text(owner["name"])
    expect(acts).to_be_hidden()
    assert {site.deal(deal["id"])["owner_id"] for deal in deals} == {owner["id"]}


def test_many_are_moved_where_scripts_are_off(page_as: Callable[..., Page], site):
    deals = [site.new_deal(f"Без скриптов {number}") for number in range(2)]
    site.move(deals[1], site.stages[2])
    page = page_as("manager", "/deals", java_script_enabled=False)
    for deal in deals:
        row(page, deal).locator(".list-mark input").check()
    page.locator("[data-marked] [name=stage_id]").select_option(str(site.stages[1]["id"]))
    page.locator("[data-marked]").get_by_role("button", name="Переместить").click()
    expect(page.locator(".notice")).to_contain_text("Готово: 1 сделка")
    expect(page.locator("main table")).to_contain_text("Назад нельзя")
    assert site.deal(deals[0]["id"])["stage_id"] == site.stages[1]["id"]


def test_columns_and_density_stay_as_they_were_chosen(page_as: Callable[..., Page], site):
    page = page_as("head", "/deals?scope=all")
    page.locator("summary[aria-label='Колонки и вид']").click()
    menu = page.locator(".table-menu")
    menu.locator("input[value=source]").check()
    menu.locator("input[value=owner]").uncheck()
    menu.locator("[name=dense]").check()
    menu.get_by_role("button", name="Показать").click()
    heads = page.locator("thead")
    expect(heads).to_contain_text("Источник")
    expect(heads).not_to_contain_text("Ответственный")
    expect(page.locator("table[data-dense]")).to_be_visible()
    page.goto("/deals?scope=all&sort=-amount")
    expect(heads).to_contain_text("Источник")


def test_the_keyboard_walks_marks_moves_and_opens(page_as: Callable[..., Page], site):
    deal = site.new_deal("Клавишами по списку")
    page = page_as("manager", "/deals")
    page.keyboard.press("KeyJ")
    expect(row(page, deal).locator(".row-title")).to_be_focused()
    page.keyboard.press("KeyX")
    expect(row(page, deal).locator(".list-mark input")).to_be_checked()
    page.keyboard.press("Escape")
    expect(row(page, deal).locator(".list-mark input")).not_to_be_checked()
    row(page, deal).locator(".row-title").focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(row(page, deal).locator(".track-name")).to_have_text(site.stages[1]["name"])
    expect(row(page, deal).locator(".row-title")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("dialog.side h1")).to_have_text("Клавишами по списку")


@pytest.mark.parametrize("place", ["list", "board"])
def test_a_deal_opens_at_the_side_and_the_place_stays(page_as: Callable[..., Page], site, place: str):
    deal = site.new_deal(f"Сбоку {place}")
    home = "/deals" if place == "list" else site.board
    page = page_as("manager", home)
    page.get_by_role("link", name=f"Сбоку {place}").click()
    side = page.locator("dialog.side")
    expect(side.locator("h1")).to_have_text(f"Сбоку {place}")
    assert page.url.endswith(f"/deals/{deal['id']}")
    side.locator("[data-composer] textarea").fill("Написано сбоку")
    page.keyboard.press("Control+Enter")
    expect(side.locator(".history", has_text="Написано сбоку")).to_be_visible()
    page.locator("body").click(position={"x": 5, "y": 5})
    page.keyboard.press("Escape")
    expect(side).to_be_hidden()
    page.wait_for_url(f"**{home}*")
    page.get_by_role("link", name=f"Сбоку {place}").click()
    expect(side.locator("h1")).to_have_text(f"Сбоку {place}")
    page.go_back()
    expect(side).to_be_hidden()
    page.go_forward()
    expect(side.locator("h1")).to_have_text(f"Сбоку {place}")
    page.reload()
    expect(page.locator("main h1")).to_contain_text(f"Сбоку {place}")


def test_a_phone_shows_the_list_as_cards(page_as: Callable[..., Page], site):
    deal = site.new_deal("На телефоне списком")
    page = page_as("manager", "/deals", **PHONE)
    expect(row(page, deal)).to_be_visible()
    expect(page.locator("thead")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    row(page, deal).get_by_role("link", name="На телефоне списком").tap()
    side = page.locator("dialog.side")
    expect(side.locator("h1")).to_have_text("На телефоне списком")
    assert side.evaluate("(side) => side.getBoundingClientRect().width") >= 389
    side.get_by_role("button", name="Закрыть").tap()
    expect(side).to_be_hidden()


def test_a_row_follows_what_others_do(page_as: Callable[..., Page], site):
    deal = site.new_deal("Двигают другие")
    page = page_as("manager", "/deals")
    expect(row(page, deal)).to_be_visible()
    page.wait_for_timeout(500)
    site.move(deal, site.stages[1])
    expect(row(page, deal).locator(".track-name")).to_have_text(site.stages[1]["name"])


def test_clients_are_narrowed_and_handed_over(page_as: Callable[..., Page], site):
    deal = site.new_deal("Для списка клиентов", phone=(phone := new_phone()))
    page = page_as("owner", "/companies?deals=open&sort=-created_at")
    client = page.locator(f"#row-company-{deal['company_id']}")
    expect(client).to_contain_text("Для списка клиентов")
    client.locator(".list-mark input").check()
    owner = site.somebody("consultant")
    page.locator("[data-marked] [name=owner_id]").select_option(str(owner["id"]))
    page.locator("[data-marked]").get_by_role("button", name="Передать", exact=True).click()
    expect(client).to_contain_text(owner["name"])
    assert site.program.read(f"/companies/{deal['company_id']}")["owner_id"] == owner["id"]
    page.goto(f"/companies?q={phone[-6:]}")
    expect(client).to_be_visible()
    page.goto(f"/companies?owner_id={owner['id']}&type=family")
    expect(client).to_be_visible()
    expect(page.locator("tfoot")).to_contain_text("клиент")


def test_the_sum_of_a_long_list_follows_its_rows(page_as: Callable[..., Page]):
    # No kept total knows the closed deals: they are added up when the rows are there.
    page = page_as("owner", "/deals?scope=all&state=all")
    foot = page.locator("tfoot tr")
    expect(foot).to_contain_text("₽")
    expect(foot.get_by_role("link")).to_have_count(0)


def test_without_scripts_the_sum_is_a_press_away(page_as: Callable[..., Page]):
    page = page_as("owner", "/deals?scope=all&state=all", java_script_enabled=False)
    foot = page.locator("tfoot tr")
    foot.get_by_role("link", name="Посчитать все").click()
    expect(foot).to_contain_text("₽")


def test_several_owners_are_picked_without_scripts(page_as: Callable[..., Page], site):
    people = [site.somebody("manager"), site.somebody("consultant")]
    page = page_as("owner", "/deals?scope=all", java_script_enabled=False)
    pick = page.locator(".pick", has=page.locator("[name=owner_id]"))
    pick.locator("summary").click()
    for person in people:
        pick.get_by_role("checkbox", name=person["name"]).check()
    pick.get_by_role("button", name="Показать").click()
    page.wait_for_url("**owner_id=**")
    assert {int(number) for number in re.findall(r"owner_id=(\d+)", page.url)} == {one["id"] for one in people}
    expect(pick.locator("summary")).to_contain_text("+1")
    owners = set(page.locator("tr[data-row] td[data-column=owner] .person").all_inner_texts())
    assert owners
    assert all(any(person["name"] in owner for person in people) for owner in owners)
    pick.locator(".pick-clear").click()
    page.wait_for_url(lambda url: "owner_id=" not in url)
