"""A file of deals in the browser: sent, its columns told, rehearsed, carried out, taken back."""

from collections.abc import Callable

import pytest
from harness.company import new_phone
from playwright.sync_api import Page, expect

HEAD = "Контакт;Телефон;Что нужно;Сумма;Стадия;Заведена;Примечание"


def file(title: str, rows: int = 4) -> dict:
    """Deals of new clients, and a row that can't be taken: its sum is none."""
    lines = [HEAD] + [
        f"Ковалёва Мария;{new_phone()};{title} {number};{1000 + number};{'Купили' if number == 1 else 'Новый'};"
        f"1{number}.01.2026;из файла" for number in range(rows)]
    lines.append(f"Лапин Пётр;{new_phone()};{title} плохая;много;Новый;10.01.2026;")
    return {"name": f"{title}.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode("windows-1251")}


def send(page: Page, title: str) -> None:
    page.locator("input[name=file]").set_input_files(file(title))
    page.get_by_role("button", name="Дальше").click()
    page.wait_for_url("**/mapping")


def field(page: Page, column: str):
    return page.get_by_label(f"Что значит «{column}»")


def number(page: Page, name: str):
    return page.locator(".import-numbers div", has=page.get_by_text(name, exact=True)).locator("dd")


def deals(site, title: str) -> list[dict]:
    """What came of the file."""
    return [deal for deal in site.program.all("/deals") if deal["title"].startswith(title + " ")]


def test_a_file_becomes_deals_and_goes_again(page_as: Callable[..., Page], site, complaints: list[str]):
    page = page_as("owner", "/imports/new")
    send(page, "Теплица")
    # What can be recognised, is.
    for column, target in {
        "Контакт": "person", "Телефон": "phone", "Что нужно": "title", "Сумма": "amount", "Стадия": "stage",
        "Примечание": "comment", "Заведена": "",
    }.items():
        expect(field(page, column)).to_have_value(target)
    expect(page.get_by_text("Узнано: windows-1251")).to_be_attached()
    field(page, "Заведена").select_option("created")
    expect(page.get_by_text("Дата вида dd.MM.yyyy")).to_be_visible()
    won = next(stage["name"] for stage in site.pipeline["stages"] if stage["kind"] == "won")
    page.get_by_label("Что значит «Купили»").select_option(won)
    page.get_by_label("Воронка").select_option("Продажа")
    page.get_by_role("button", name="Проверить").click()
    # The rehearsal says what would come of it and writes nothing.
    expect(number(page, "Будет принято")).to_have_text("4")
    expect(number(page, "Не будет принято")).to_have_text("1")
    why = page.locator("#reasons").get_by_role("row", name="не сумма")
    expect(why).to_be_visible()
    expect(why.get_by_role("cell").nth(1)).to_have_text("1")
    expect(page.get_by_role("row", name=won)).to_contain_text("1")
    assert not deals(site, "Теплица")
    page.get_by_role("button", name="Загрузить 4 сделки").click()
    expect(number(page, "Принято")).to_have_text("4")
    made = deals(site, "Теплица")
    assert sorted(deal["state"] for deal in made) == ["open", "open", "open", "won"]
    # One is worked with: it stays, the others go.
    kept = next(deal for deal in made if deal["state"] == "open")
    site.program.make(f"/deals/{kept['id']}/comments", {"text": "Перезвонить завтра"})
    page.get_by_text("Вернуть как было").first.click()
    page.get_by_role("button", name="убрать 4 сделки").click()
    expect(page.get_by_text("Возвращено не всё")).to_be_visible()
    expect(number(page, "Убрано")).to_have_text("3")
    expect(number(page, "Осталось")).to_have_text("1")
    assert [deal["id"] for deal in deals(site, "Теплица")] == [kept["id"]]
    assert not complaints


def test_a_file_with_the_same_columns_is_known(page_as: Callable[..., Page], complaints: list[str]):
    page = page_as("owner", "/imports/new")
    send(page, "Беседка")
    field(page, "Заведена").select_option("created")
    field(page, "Примечание").select_option("")
    page.get_by_role("button", name="Проверить").click()
    expect(number(page, "Не будет принято")).to_be_visible()
    page.goto("/imports/new")
    send(page, "Навес")
    expect(field(page, "Заведена")).to_have_value("created")
    expect(field(page, "Примечание")).to_have_value("")
    assert not complaints


def test_a_field_is_dragged_onto_a_column(page_as: Callable[..., Page], complaints: list[str]):
    page = page_as("owner", "/imports/new")
    send(page, "Веранда")
    field(page, "Примечание").select_option("")
    row = page.locator("[data-column]", has=page.get_by_text("Примечание", exact=True))
    page.locator("[data-field=title]").drag_to(row)
    expect(field(page, "Примечание")).to_have_value("title")
    expect(field(page, "Что нужно")).to_have_value("")
    assert not complaints


def test_what_is_wrong_with_the_columns_is_said_and_the_choice_kept(page_as: Callable[..., Page]):
    page = page_as("owner", "/imports/new")
    send(page, "Крыльцо")
    for column in ("Контакт", "Телефон"):
        field(page, column).select_option("")
        page.wait_for_load_state("networkidle")
    field(page, "Сумма").select_option("title")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Проверить").click()
    expect(page.get_by_role("alert")).to_contain_text("Не выбран клиент")
    expect(field(page, "Контакт")).to_have_value("")


@pytest.mark.parametrize("options", [
    {"java_script_enabled": False}, {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    {"color_scheme": "dark"},
])
def test_it_works_without_scripts_on_a_phone_and_in_the_dark(
    page_as: Callable[..., Page], site, complaints: list[str], options: dict,
):
    page = page_as("owner", "/imports/new", **options)
    title = f"Забор{len(str(options))}"
    send(page, title)
    width = page.evaluate("document.documentElement.scrollWidth") if "viewport" in options else 0
    assert width <= 390
    page.get_by_role("button", name="Загрузить сразу").click()
    page.wait_for_url(lambda address: address.rstrip("0123456789").endswith("/imports/"))
    for _ in range(40):
        if page.get_by_text("Сделки загружены").count():
            break
        page.wait_for_timeout(250)
        if "java_script_enabled" in options:
            page.reload()
    expect(page.get_by_text("Сделки загружены")).to_be_visible()
    assert len(deals(site, title)) == 4
    assert not complaints


def test_the_keyboard_suffices(page_as: Callable[..., Page], site):
    page = page_as("owner", "/imports/new")
    page.locator("input[name=file]").set_input_files(file("Скамья"))
    page.get_by_role("button", name="Дальше").press("Enter")
    page.wait_for_url("**/mapping")
    field(page, "Заведена").focus()
    page.keyboard.type("Дата создания")
    expect(field(page, "Заведена")).to_have_value("created")
    page.get_by_role("button", name="Загрузить сразу").press("Enter")
    expect(number(page, "Принято")).to_have_text("4")
    assert len(deals(site, "Скамья")) == 4
