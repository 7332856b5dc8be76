"""The pages of a client and of a person."""

from collections.abc import Callable

from harness.company import new_phone
from playwright.sync_api import Page, expect


def organisation(site, **fields) -> dict:
    return site.program.make("/companies", {
        "type": "organisation", "name": "ООО «Чайка»", "owner_id": site.somebody("manager")["id"], **fields})


def open_form(page: Page, panel: str) -> None:
    page.locator(f"{panel} .edit > summary").click()


def test_a_wrong_account_is_named_and_what_was_typed_is_kept(page_as: Callable[..., Page], site):
    company = organisation(site)
    page = page_as("manager", f"/companies/{company['id']}")
    open_form(page, "#requisites")
    page.locator("[name=inn]").fill("7707083894")
    page.locator("[name='bank_accounts.0.bik']").fill("044525225")
    page.locator("[name='bank_accounts.0.account']").fill("40702810300000000001")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[name=inn]")).to_have_attribute("aria-invalid", "true")
    wrong = page.locator("[name='bank_accounts.0.account']")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_value("40702810300000000001")
    wrong.fill("40702810200000000001")
    page.locator("[name=inn]").fill("7707083893")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#requisites .facts", has_text="40702810200000000001")).to_be_visible()
    kept = site.program.read(f"/companies/{company['id']}")
    assert (kept["inn"], kept["bank_accounts"][0]["bik"]) == ("7707083893", "044525225")


def test_numbers_that_do_not_agree_are_kept_on_purpose(page_as: Callable[..., Page], site):
    company = organisation(site)
    page = page_as("manager", f"/companies/{company['id']}")
    open_form(page, "#requisites")
    page.locator("[name=inn]").fill("123456789012")
    page.keyboard.press("Control+Enter")
    page.locator("[name=trusts_numbers]").check()
    page.locator("#requisites form button:not([type=button])").click()
    expect(page.locator("#requisites .facts", has_text="123456789012")).to_be_visible()


def test_a_person_is_added_with_his_role_and_messenger(page_as: Callable[..., Page], site):
    company = organisation(site)
    page = page_as("manager", f"/companies/{company['id']}")
    page.locator(".client-add > summary").click()
    page.locator("[name=first_name]").fill("Дарья")
    page.locator(".client-add [name=role]").select_option("decision_maker")
    page.locator(".client-add [name='messengers.0.name']").fill("https://t.me/darya_lapina")
    page.keyboard.press("Control+Enter")
    person = page.locator(".people li", has_text="Дарья")
    expect(person.locator(".chip", has_text="Решает")).to_be_visible()
    expect(person.locator("a[href='https://t.me/darya_lapina']")).to_be_visible()
    expect(page.locator(".history", has_text="Дарья")).to_be_visible()
    person.locator("b a").click()
    expect(page.locator("h1", has_text="Дарья")).to_be_visible()


def test_the_history_of_a_client_tells_of_his_deals(page_as: Callable[..., Page], site):
    deal = site.new_deal("Вода в цех")
    page = page_as("manager", f"/companies/{deal['company_id']}")
    told = page.locator(".history .event", has=page.locator(f"a[href='/deals/{deal['id']}']"))
    expect(told.first).to_be_visible()
    site.move(deal, site.stages[1])
    expect(page.locator(".history", has_text=site.stages[1]["name"])).to_be_visible()
    expect(page.locator(".client-deals tr", has_text=site.stages[1]["name"])).to_be_visible()


def test_a_lost_client_gets_a_new_deal_from_his_page(page_as: Callable[..., Page], site):
    deal = site.new_deal("Отказались", job="owner")
    site.lose(deal)
    page = page_as("manager", f"/companies/{deal['company_id']}")
    page.locator(".deal-acts a[href$='/deals/new']").click()
    expect(page.locator("[name=title]")).to_be_focused()
    page.keyboard.type("Вернулись через год")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/deals/" in url and not url.endswith("new"))
    expect(page.locator("h1", has_text="Вернулись через год")).to_be_visible()
    assert site.deal(deal["id"])["state"] == "lost"


def test_who_was_slower_keeps_what_he_typed(page_as: Callable[..., Page], site):
    company = organisation(site)
    page = page_as("manager", f"/companies/{company['id']}")
    open_form(page, "#about")
    page.locator("#about [name=name]").fill("ООО «Чайка плюс»")
    site.program.patch(f"/companies/{company['id']}", {"kpp": "770701001"})
    page.keyboard.press("Control+Enter")
    expect(page.locator("#about [role=alert]")).to_be_visible()
    expect(page.locator("#about [name=name]")).to_have_value("ООО «Чайка плюс»")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1", has_text="Чайка плюс")).to_be_visible()


def test_a_client_is_changed_where_scripts_are_off(page_as: Callable[..., Page], site):
    company = organisation(site, phones=[new_phone()])
    page = page_as("manager", f"/companies/{company['id']}", java_script_enabled=False)
    open_form(page, "#about")
    page.locator("#about [name='messengers.0.name']").fill("@chaika")
    page.locator("#about [name=addresses]").fill("Москва, Тверская, 1\nТула, Мира, 2")
    page.locator("#about form button:not([type=button])").click()
    assert page.url.endswith(f"/companies/{company['id']}")
    kept = site.program.read(f"/companies/{company['id']}")
    assert kept["messengers"] == [{"network": "telegram", "name": "chaika"}]
    assert len(kept["addresses"]) == 2 and kept["phones"] == company["phones"]


def test_on_a_phone_the_client_is_called_from_the_dock(page_as: Callable[..., Page], site):
    deal = site.new_deal("С телефона")
    page = page_as("manager", f"/companies/{deal['company_id']}", viewport={"width": 390, "height": 844})
    expect(page.locator(".deal-dock a[href^='tel:']")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
