"""Two clients that are one, and the client at the side of the list."""

from collections.abc import Callable

from harness.company import new_phone
from playwright.sync_api import Page, expect


def organisation(site, name: str, **fields) -> dict:
    return site.program.make("/companies", {
        "type": "organisation", "name": name, "owner_id": site.somebody("manager")["id"], **fields})


def test_two_clients_are_made_one_and_parted_again(page_as: Callable[..., Page], site):
    phone = new_phone()
    stays = organisation(site, "ООО «Дважды»", phones=[phone])
    gone = organisation(site, "Дважды и ко", phones=[phone], shares_numbers=True, emails=["dvazhdy@test.example"])
    page = page_as("head", f"/companies/{stays['id']}")
    page.locator("#twins").get_by_role("link", name="Дважды и ко").click()
    page.locator("[name=take_name][value=gone]").check()
    page.get_by_role("button", name="Объединить").click()
    page.wait_for_url(lambda url: f"/companies/{stays['id']}" in url and "merge" not in url)
    expect(page.locator(".deal-head h1")).to_have_text("Дважды и ко")
    expect(page.locator("#about")).to_contain_text("dvazhdy@test.example")
    expect(page.locator(".history")).to_contain_text("объединение")
    page.goto(f"/companies/{gone['id']}")
    page.wait_for_url(lambda url: url.endswith(f"/companies/{stays['id']}"))
    page.locator("#twins").get_by_role("button", name="Разъединить").click()
    expect(page.locator(".deal-head h1")).to_have_text("ООО «Дважды»")
    assert site.program.read(f"/companies/{gone['id']}")["emails"] == ["dvazhdy@test.example"]
    assert site.program.read(f"/companies/{stays['id']}")["emails"] == []


def test_another_is_found_by_words(page_as: Callable[..., Page], site):
    one = organisation(site, "ООО «Ищущая другую»")
    organisation(site, "ООО «Искомая другая»")
    page = page_as("head", f"/companies/{one['id']}")
    page.locator("#twins").get_by_role("link", name="Объединить с…").click()
    page.locator("main [name=q]").fill("Искомая")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="ООО «Искомая другая»").click()
    expect(page.locator(".merging-table")).to_contain_text("ООО «Искомая другая»")


def test_merging_is_offered_where_a_number_is_taken(page_as: Callable[..., Page], site):
    phone = new_phone()
    one = organisation(site, "ООО «Узнанная»")
    other = organisation(site, "Узнанная и партнёры", phones=[phone])
    offer = f"/companies/{one['id']}/merge?with={other['id']}"
    page = page_as("head", f"/companies/{one['id']}")
    about = page.locator("#about")
    about.locator("summary").click()
    about.locator("[name=phones]").press_sequentially(phone)
    expect(about.locator(".known").get_by_role("link", name="Объединить с «Узнанная и партнёры»")).to_be_visible()
    page.keyboard.press("Control+Enter")
    link = about.locator("form > p").get_by_role("link", name="Объединить с «Узнанная и партнёры»")
    expect(link).to_have_attribute("href", offer)
    link.click()
    expect(page.locator(".merging-table")).to_contain_text("Узнанная и партнёры")
    page = page_as("manager", f"/companies/{one['id']}")
    about = page.locator("#about")
    about.locator("summary").click()
    about.locator("[name=phones]").press_sequentially(phone)
    expect(about.locator(".known-client")).to_be_visible()
    expect(about.get_by_role("link", name="Объединить с")).to_have_count(0)


def test_a_client_opens_at_the_side_of_the_list(page_as: Callable[..., Page], site):
    client = organisation(site, "ООО «Сбоку клиент»")
    page = page_as("manager", "/companies?sort=-created_at&scope=mine")
    page.locator(f"#row-company-{client['id']} .row-title").click()
    side = page.locator("dialog.side")
    expect(side.locator("h1")).to_have_text("ООО «Сбоку клиент»")
    side.locator("[data-composer] textarea").fill("Записано сбоку")
    page.keyboard.press("Control+Enter")
    expect(side.locator(".history", has_text="Записано сбоку")).to_be_visible()
    page.keyboard.press("Escape")
    expect(side).to_be_hidden()
    assert "scope=mine" in page.url
    page.locator(f"#row-company-{client['id']} .row-title").focus()
    page.keyboard.press("Space")
    expect(side.locator("h1")).to_have_text("ООО «Сбоку клиент»")


def test_a_client_goes_with_his_open_deals_and_comes_back(page_as: Callable[..., Page], site):
    deal = site.new_deal("Переходит с клиентом")
    heir = site.somebody("consultant")
    page = page_as("head", "/companies?sort=-created_at")
    row = page.locator(f"#row-company-{deal['company_id']}")
    row.locator(".list-mark input").check()
    page.locator("[data-marked] [name=owner_id]").select_option(label=heir["name"])
    page.locator("[data-marked]").get_by_role("button", name="Передать", exact=True).click()
    expect(row).to_contain_text(heir["name"])
    assert site.deal(deal["id"])["owner_id"] == heir["id"]
    page.get_by_role("button", name="Отменить").click()
    expect(row).not_to_contain_text(heir["name"])
    assert site.deal(deal["id"])["owner_id"] == deal["owner_id"]
