"""Views that people keep: saved from the strip, opened by a tab, replaced, ordered, taken away; several owners at once."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def keep(page: Page, name: str, *, team: bool = False, first: bool = False) -> None:
    page.locator(".views-menu > summary").click()
    page.locator("#view-name").fill(name)
    if team:
        page.get_by_label("Всему отделу").check()
    if first:
        page.locator(".views-first input").check()
    page.locator(".views-list").get_by_role("button", name="Сохранить вид").click()
    expect(page.locator(".views [data-kept] a[aria-current=true]")).to_have_text(name)


def test_a_view_is_kept_opened_replaced_and_taken_away(page_as: Callable[..., Page], site):
    page = page_as("owner", "/deals?scope=all&amount_from=1000&sort=-amount")
    keep(page, "Крупные", first=True)
    assert "amount_from=1000" in page.url and "sort=-amount" in page.url
    # «Сделки» open it first.
    page.goto("/")
    page.locator(".rail a[data-go=KeyD]").click()
    page.wait_for_url("**/deals?*amount_from=1000*")
    # On the board it stands beside the others, and a press leads back to the list.
    page.goto(site.board)
    tab = page.locator(".views [data-kept] a", has_text="Крупные")
    expect(tab).not_to_have_attribute("aria-current", "true")
    # The board's own state is put in its place.
    page.locator(".views-menu > summary").click()
    page.locator(".views-replace button", has_text="Крупные").click()
    page.wait_for_url("**/board?*")
    expect(page.locator(".views [data-kept] a", has_text="Крупные")).to_have_attribute("aria-current", "true")
    page.goto("/views")
    page.locator("summary", has_text="Изменить").first.click()
    page.locator(".view-rows [name=name]").first.fill("Доска")
    page.locator(".view-rows").get_by_role("button", name="Сохранить").first.click()
    expect(page.locator(".view-row b").first).to_have_text("Доска")
    page.locator("summary", has_text="Удалить").first.click()
    page.locator(".view-confirm button:visible").click()
    expect(page.locator(".view-row b", has_text="Доска")).to_have_count(0)


def test_a_name_in_use_is_said_and_nothing_typed_is_lost(page_as: Callable[..., Page], site):
    page = page_as("admin", "/companies?type=family")
    keep(page, "Семьи")
    page.goto("/companies?type=organisation")
    page.locator(".views-menu > summary").click()
    page.locator("#view-name").fill("семьи")
    page.locator(".views-list").get_by_role("button", name="Сохранить вид").click()
    expect(page.locator(".form-error")).to_have_text("Такое название уже есть.")
    expect(page.locator("#add-name")).to_have_value("семьи")
    page.locator("#add-name").fill("Юрлица")
    page.locator("form#add button").click()
    page.wait_for_url("**/companies?type=organisation")
    expect(page.locator(".views [data-kept] a[aria-current=true]")).to_have_text("Юрлица")


def test_a_view_of_the_department_is_there_for_those_in_it(page_as: Callable[..., Page], site):
    keep(page_as("head", "/deals?scope=department&idle_days=3"), "Стоят", team=True)
    page = page_as("manager", "/deals")
    tab = page.locator(".views [data-kept] a", has_text="Стоят")
    expect(tab).to_be_visible()
    tab.click()
    page.wait_for_url("**idle_days=3**")
    expect(page.locator(".views-replace button", has_text="Стоят")).to_have_count(0)


def test_several_owners_are_marked_by_keys(page_as: Callable[..., Page], site):
    page = page_as("owner", "/deals?scope=all")
    people = [site.somebody("manager"), site.somebody("consultant")]
    menu = page.locator(".pick details", has=page.locator("[name=owner_id]"))
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    for person in people:
        menu.locator(f"[name=owner_id][value='{person['id']}']").focus()
        page.keyboard.press("Space")
    menu.get_by_role("button", name="Показать").press("Enter")
    page.wait_for_url("**owner_id=*owner_id=*")
    for person in people:
        expect(page.locator("[data-chips] .chip", has_text=person["name"])).to_be_visible()
    page.locator("[data-chips] .chip", has_text=people[0]["name"]).click()
    page.wait_for_url(lambda url: url.count("owner_id=") == 1)
    assert f"owner_id={people[1]['id']}" in page.url


def test_on_a_phone_the_views_stand_among_the_filters(page_as: Callable[..., Page], site):
    page = page_as("owner", "/deals?scope=all", **PHONE)
    page.locator("[popovertarget=filters]").click()
    page.locator(".views a", has_text="Без контакта").click()
    page.wait_for_url("**silent_days=14**")
    expect(page.locator("[data-chips] .chip", has_text="14 дней")).to_be_visible()
