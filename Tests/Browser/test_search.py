"""Search from everywhere: the palette, the page, keys, and who it is while his number is typed."""

import re
from collections.abc import Callable

import pytest
from harness.company import new_phone
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.both_engines

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def press(page: Page, code: str, typed: str) -> None:
    """A key by its place with the letter that the Russian layout gives it."""
    page.evaluate(
        """([code, key]) => document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { code, key, bubbles: true, cancelable: true }))""", [code, typed])


def test_the_palette_finds_by_keyboard_alone(page_as: Callable[..., Page], site, complaints: list):
    deal = site.new_deal("Ёмкость под септик")
    page = page_as("owner")
    page.keyboard.press("/")
    palette = page.locator("[data-dialog=palette]")
    expect(palette).to_be_visible()
    page.keyboard.type("емкость септ")
    expect(palette.locator("[data-found]").first).to_contain_text("Ёмкость под септик")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/deals/{deal['id']}")
    assert not complaints


def test_the_wrong_layout_is_understood(page_as: Callable[..., Page], site):
    site.new_deal("Беседка из лиственницы")
    page = page_as("owner")
    page.keyboard.press("Control+KeyK")
    page.keyboard.type(",tctlrf")
    expect(page.locator("[data-dialog=palette] [data-found]").first).to_contain_text("Беседка из лиственницы")


def test_a_client_is_found_by_the_end_of_his_phone(page_as: Callable[..., Page], site):
    phone = new_phone()
    site.new_deal("По хвосту телефона", phone=phone)
    page = page_as("owner")
    page.keyboard.press("/")
    page.keyboard.type(phone[-5:])
    expect(page.locator("[data-dialog=palette] [data-found]").first).to_contain_text(f"{phone[-4:-2]}-{phone[-2:]}")


def test_arrows_choose_and_escape_closes(page_as: Callable[..., Page]):
    page = page_as("owner")
    page.keyboard.press("/")
    chosen = page.locator("[data-found][aria-selected=true]")
    expect(chosen).to_have_count(1)
    first = chosen.get_attribute("href")
    page.keyboard.press("ArrowDown")
    assert chosen.get_attribute("href") != first
    page.keyboard.press("ArrowUp")
    assert chosen.get_attribute("href") == first
    page.keyboard.type("нет такого")
    page.keyboard.press("Escape")
    expect(page.locator("[data-dialog=palette]")).to_be_hidden()


def test_what_was_opened_last_stands_first(page_as: Callable[..., Page], site):
    deal = site.new_deal("Только что открытая")
    with_page = page_as("owner", f"/deals/{deal['id']}")
    with_page.wait_for_load_state("networkidle")
    with_page.keyboard.press("/")
    expect(with_page.locator("[data-found]").first).to_contain_text("Только что открытая")


def test_keys_work_in_the_russian_layout(page_as: Callable[..., Page]):
    page = page_as("owner", "/companies")
    press(page, "KeyG", "п")
    press(page, "KeyD", "в")
    page.wait_for_url("**/board**")
    press(page, "KeyC", "с")
    expect(page.locator("[data-quick][open]")).to_be_visible()


def test_a_new_deal_is_begun_from_any_page(page_as: Callable[..., Page]):
    page = page_as("owner", "/companies")
    page.keyboard.press("c")
    page.wait_for_url("**/board?add=*")
    expect(page.locator("[data-quick][open] [name=phone]")).to_be_visible()


def test_keys_are_silent_while_somebody_types(page_as: Callable[..., Page]):
    page = page_as("owner", "/companies")
    page.keyboard.press("f")
    page.keyboard.type("c/g?")
    expect(page.locator("[data-find]")).to_have_value("c/g?")
    assert page.url.endswith("/companies")


def test_help_names_the_keys(page_as: Callable[..., Page]):
    page = page_as("owner")
    page.keyboard.press("Shift+Slash")
    help = page.locator("[data-dialog=shortcuts]")
    expect(help).to_be_visible()
    expect(help).to_contain_text("Поиск и команды")


def test_the_page_of_search_works_without_scripts(page_as: Callable[..., Page], site):
    deal = site.new_deal("Навес для автомобиля")
    page = page_as("owner", "/search", java_script_enabled=False)
    page.locator("main [name=q]").fill("навес автомоб")
    page.locator("main form button").click()
    page.locator("main [data-found]").first.click()
    assert page.url.endswith(f"/deals/{deal['id']}")


def test_a_phone_searches_from_the_bar(page_as: Callable[..., Page], site, complaints: list):
    site.new_deal("Веранда с телефона")
    page = page_as("owner", **PHONE)
    page.locator(".bar [data-palette]").tap()
    page.locator("[data-palette-text]").fill("веранда с")
    expect(page.locator("[data-found]").first).to_contain_text("Веранда с телефона")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not complaints


def test_a_known_clients_inquiry_joins_his_open_deal(page_as: Callable[..., Page], site):
    phone = new_phone()
    deal = site.new_deal("Первое обращение", phone=phone)
    page = page_as("manager")
    page.locator("a[data-add]").click()
    form = page.locator("[data-quick][open] form")
    form.locator("[name=phone]").press_sequentially(phone)
    form.locator("[name=title]").fill("Ещё и кулер")
    form.locator("[data-join]").click()
    page.wait_for_url(f"**/deals/{deal['id']}")
    expect(page.locator("main")).to_contain_text("клиент обратился снова: Ещё и кулер")
    # The client is to be called back.
    expect(page.locator("main")).to_contain_text("Клиент обратился снова: ответить")


def test_who_is_warmed_up_is_offered_a_new_deal(page_as: Callable[..., Page], site):
    phone = new_phone()
    warmup = next(item for item in site.program.all("/pipelines") if item["kind"] == "warmup")
    person = site.somebody("manager")["id"]
    site.program.make("/deals", {
        "title": "Греем до весны", "pipeline_id": warmup["id"], "owner_id": person,
        "client": {"name": "Ковалёв Илья", "phone": phone}})
    page = page_as("manager")
    page.locator("a[data-add]").click()
    form = page.locator("[data-quick][open] form")
    form.locator("[name=phone]").press_sequentially(phone)
    offer = form.locator(".known-deal")
    expect(offer).to_contain_text("Греем до весны")
    expect(offer).to_contain_text("Новое обращение — новая сделка")
    expect(form.locator("[data-join]")).to_have_count(0)


def test_who_came_back_goes_on_in_sales(page_as: Callable[..., Page], site):
    warmup = next(item for item in site.program.all("/pipelines") if item["kind"] == "warmup")
    person = site.somebody("manager")["id"]
    deal = site.program.make("/deals", {
        "title": "Вернулся по весне", "pipeline_id": warmup["id"], "owner_id": person,
        "client": {"name": "Ковалёв Илья", "phone": new_phone()}})
    page = page_as("manager", f"/deals/{deal['id']}")
    page.locator(".deal-ends button[data-kind=won]").click()
    link = page.locator(".outcome[data-outcome=won] a.link")
    expect(link).to_contain_text("Вернулся по весне")
    link.click()
    page.wait_for_url(f"**/deals/{site.deal(deal['id'])['successor_id']}")
    expect(page.locator(".stage[aria-current=step]")).to_contain_text("Поиск")


def test_a_new_clients_form_says_who_is_known(page_as: Callable[..., Page], site):
    phone = new_phone()
    deal = site.new_deal("У знакомого клиента", phone=phone)
    page = page_as("manager", "/companies/new")
    page.locator("form[action='/companies'] [name=phones]").press_sequentially(phone)
    offer = page.locator("form[action='/companies'] .known-client")
    expect(offer).to_have_attribute("href", f"/companies/{deal['company_id']}")
    expect(page.locator("form[action='/companies'] .known-deal")).to_contain_text("У знакомого клиента")


def test_the_application_can_be_installed_and_says_so_without_a_connection(page_as: Callable[..., Page], site):
    page = page_as("owner")
    manifest = page.evaluate("fetch(document.querySelector('link[rel=manifest]').href).then((reply) => reply.json())")
    assert manifest["display"] == "standalone"
    assert all(page.evaluate("(path) => fetch(path).then((reply) => reply.status)", icon["src"]) == 200
               for icon in manifest["icons"])
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    page.goto("/companies", wait_until="commit")
    expect(page.locator("h1")).to_have_text("Нет связи с сервером")
    kept = page.evaluate(
        "caches.open('offline').then((cache) => cache.keys()).then((keys) => keys.map((key) => new URL(key.url).pathname))")
    assert all(path == "/offline" or path.endswith(".css") for path in kept)
    page.context.set_offline(False)


def test_a_command_is_found_by_what_people_call_it(page_as: Callable[..., Page], site):
    page = page_as("owner")
    page.keyboard.press("Control+KeyK")
    page.keyboard.type("отпуск")
    expect(page.locator("[data-dialog=palette] [data-found]").filter(has_text="Передать работу")).to_be_visible()


def test_what_people_wrote_is_found_below_what_has_a_name(page_as: Callable[..., Page], site):
    deal = site.new_deal("Беседка у пруда")
    site.program.make(f"/deals/{deal['id']}/comments", {"text": "Хочет беседку из лиственницы, импорт не нужен"})
    page = page_as("manager")
    page.keyboard.press("/")
    page.keyboard.type("бесед")
    found = page.locator("[data-palette-list] [data-found]")
    expect(found.first).to_contain_text("Беседка у пруда")
    expect(found.last).to_contain_text("Хочет беседку из лиственницы")
    found.last.click()
    expect(page).to_have_url(re.compile(rf"/deals/{deal['id']}\?topic=talk$"))
    expect(page.locator(".history .event")).to_have_count(1)
