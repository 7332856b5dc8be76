"""Cells of the list of deals that are changed where they stand."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

LIST = "/deals?scope=mine"


def cell(page: Page, deal: dict, column: str) -> Locator:
    return page.locator(f"#row-deal-{deal['id']} td[data-column={column}]")


def test_a_cell_is_changed_by_keys_alone(page_as: Callable[..., Page], site):
    deal = site.new_deal("Клавишами в ячейке")
    page = page_as("manager", LIST)
    cell(page, deal, "title").locator("a").focus()
    page.keyboard.press("ArrowRight")
    expect(cell(page, deal, "amount").locator(".cell-edit")).to_be_focused()
    page.keyboard.press("Enter")
    field = page.get_by_role("textbox", name="Сумма")
    expect(field).to_be_focused()
    expect(field).to_have_value("148500")
    page.keyboard.type("200 000")
    page.keyboard.press("Enter")
    expect(cell(page, deal, "amount")).to_contain_text("200 000")
    expect(cell(page, deal, "amount").locator(".cell-edit")).to_be_focused()
    assert site.deal(deal["id"])["amount"]["amount"] == "200000.00"
    # Tab saves and goes on in the row, Esc takes back what was typed.
    page.keyboard.press("F2")
    expect(field).to_be_focused()
    page.keyboard.type("210 000")
    page.keyboard.press("Tab")
    choice = page.get_by_role("combobox", name="Ответственный", exact=True)
    expect(choice).to_be_focused()
    expect(cell(page, deal, "amount")).to_contain_text("210 000")
    page.keyboard.press("Shift+Tab")
    expect(field).to_be_focused()
    page.keyboard.type("999")
    page.keyboard.press("Escape")
    expect(page.locator(".cell-form")).to_have_count(0)
    expect(cell(page, deal, "amount")).to_contain_text("210 000")
    # What stands at the left edge leads the row, and has a form too.
    page.keyboard.press("ArrowLeft")
    expect(cell(page, deal, "title").locator("a")).to_be_focused()
    page.keyboard.press("F2")
    expect(page.get_by_role("textbox", name="Что нужно")).to_be_focused()
    page.keyboard.type("Новое имя")
    page.keyboard.press("Enter")
    expect(cell(page, deal, "title").locator("a")).to_have_text("Новое имя")
    assert site.deal(deal["id"])["title"] == "Новое имя"


def test_a_refusal_is_said_in_the_cell_and_keeps_what_was_typed(page_as: Callable[..., Page], site):
    deal = site.new_deal("Отказ в ячейке")
    page = page_as("manager", LIST)
    cell(page, deal, "amount").dblclick()
    field = page.get_by_role("textbox", name="Сумма")
    field.fill("сто тысяч")
    page.keyboard.press("Enter")
    expect(page.locator(".cell-form [role=alert]")).to_contain_text("нужна сумма")
    expect(field).to_have_value("сто тысяч")
    expect(field).to_be_focused()
    field.fill("100 000")
    page.locator(".cell-form").get_by_role("button", name="Сохранить").click()
    expect(cell(page, deal, "amount")).to_contain_text("100 000")
    expect(page.locator(".cell-form")).to_have_count(0)


def test_what_somebody_changed_meanwhile_is_not_lost_unseen(page_as: Callable[..., Page], site):
    deal = site.new_deal("Два пера")
    page = page_as("manager", LIST)
    cell(page, deal, "amount").dblclick()
    field = page.get_by_role("textbox", name="Сумма")
    expect(field).to_be_focused()
    site.program.patch(f"/deals/{deal['id']}", {"amount": "170000"})
    field.fill("180 000")
    page.keyboard.press("Enter")
    form = page.locator(".cell-form")
    expect(form.locator(".form-help")).to_contain_text("Сейчас: 170 000")
    expect(field).to_have_value("180 000")
    assert site.deal(deal["id"])["amount"]["amount"] == "170000.00"
    # Who sends it once more means it.
    page.keyboard.press("Enter")
    expect(form).to_have_count(0)
    expect(cell(page, deal, "amount")).to_contain_text("180 000")


def test_a_press_elsewhere_saves_the_cell(page_as: Callable[..., Page], site):
    deal = site.new_deal("Мимо ячейки")
    page = page_as("manager", LIST)
    cell(page, deal, "owner").hover()
    cell(page, deal, "owner").locator(".cell-edit").click()
    owner = site.somebody("consultant")
    page.get_by_role("combobox", name="Ответственный", exact=True).select_option(str(owner["id"]))
    page.get_by_role("heading", level=1).click()
    expect(cell(page, deal, "owner")).to_contain_text(owner["name"])
    assert site.deal(deal["id"])["owner_id"] == owner["id"]


def test_cells_are_changed_by_those_who_may_and_not_on_a_phone(page_as: Callable[..., Page], site):
    deal = site.new_deal("Чужая строка")
    page = page_as("quality", "/deals?scope=all")
    expect(page.locator("tr[data-row]").first).to_be_visible()
    expect(page.locator(".cell-edit")).to_have_count(0)
    phone = page_as("manager", LIST, viewport={"width": 390, "height": 844}, has_touch=True)
    expect(phone.locator(f"#row-deal-{deal['id']}")).to_be_visible()
    expect(phone.locator(".cell-edit:visible")).to_have_count(0)
