"""Setting up: stages by drag, key and form; leaving with handing over; two administrators at once."""

import re
from collections.abc import Callable

import pytest
from on_order import drag_before
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.one_engine


@pytest.fixture
def funnel(site) -> dict:
    """A funnel of the test's own."""
    made = site.program.make("/pipelines", {"template": "goods", "name": "Проба"})
    yield made
    site.program.patch(f"/pipelines/{made['id']}", {"archived": True})


def names(page: Page) -> list[str]:
    return page.locator("#stages .order[data-order] .order-name > a").all_inner_texts()


def row(page: Page, name: str) -> Locator:
    return page.locator("#stages .order[data-order] li", has_text=name)


def test_a_stage_is_dragged_to_another_place(page_as: Callable[..., Page], site, funnel: dict):
    page = page_as("owner", f"/pipelines/{funnel['id']}")
    assert names(page)[:3] == ["Новая", "Подтверждение", "Уточнение состава"]
    drag_before(page, row(page, "Уточнение состава"), row(page, "Новая"))
    assert names(page)[:3] == ["Уточнение состава", "Новая", "Подтверждение"]
    stages = site.program.read(f"/pipelines/{funnel['id']}")["stages"]
    assert [stage["kind"] for stage in stages[:3]] == ["new", "open", "open"]


def test_keys_move_a_stage_and_keep_the_focus(page_as: Callable[..., Page], funnel: dict):
    page = page_as("owner", f"/pipelines/{funnel['id']}")
    row(page, "Оплата").get_by_role("button", name="Выше: Оплата").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert names(page).index("Оплата") == 2
    expect(row(page, "Оплата").get_by_role("button", name="Выше: Оплата")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Alt+ArrowUp")
    assert names(page).index("Оплата") == 1


@pytest.mark.parametrize("options", [{"java_script_enabled": False}, {"viewport": {"width": 390, "height": 844}}],
                         ids=["without scripts", "phone"])
def test_a_stage_is_moved_changed_and_put_away(page_as: Callable[..., Page], funnel: dict, options: dict):
    page = page_as("owner", f"/pipelines/{funnel['id']}", **options)
    row(page, "Оплата").get_by_role("button", name="Выше: Оплата").click()
    expect(row(page, "Оплата")).to_have_attribute("data-target", "")
    row(page, "Оплата").locator("a").click()
    page.locator("[name=name]").fill("Предоплата")
    page.locator("[name=guide]").fill("Пришлите счёт")
    page.locator("[name=checklist]").fill("Счёт отправлен\nОплата пришла")
    page.locator("[name=max_days]").fill("99999" if options.get("java_script_enabled") is False else "")
    page.get_by_role("button", name="Сохранить").click()
    if page.locator("[data-invalid]").count():
        expect(page.locator("[name=name]")).to_have_value("Предоплата")
        page.locator("[name=max_days]").fill("5")
        page.get_by_role("button", name="Сохранить").click()
    expect(row(page, "Предоплата")).to_contain_text("есть подсказка")
    row(page, "Предоплата").locator("a").click()
    page.get_by_role("button", name="Убрать этап в архив").click()
    expect(row(page, "Предоплата")).to_have_count(0)
    page.get_by_role("button", name="Вернуть: Предоплата").click()
    expect(row(page, "Предоплата")).to_be_visible()


def test_of_two_administrators_the_second_is_told(page_as: Callable[..., Page], site, funnel: dict):
    page = page_as("owner", f"/pipelines/{funnel['id']}")
    site.program.patch(f"/pipelines/{funnel['id']}", {"name": "Проба вторая"})
    page.locator("[name=name]").first.fill("Моя проба")
    page.get_by_role("button", name="Сохранить").first.click()
    expect(page.locator("[role=alert]").first).to_contain_text("уже что-то изменилось")
    expect(page.locator("[name=name]").first).to_have_value("Моя проба")


def test_the_deal_tells_what_to_do_now_and_keeps_ticks(page_as: Callable[..., Page], site):
    deal = site.new_deal("Подсказка этапа")
    page = page_as("manager", f"/deals/{deal['id']}")
    guide = page.locator("#guide")
    expect(guide).to_contain_text("Свяжитесь с клиентом")
    guide.locator("li button").first.click()
    expect(page.locator("#guide li").first).to_have_attribute("data-done", "")
    expect(page.locator("#guide summary")).to_contain_text("1 / 3")


def test_who_leaves_hands_over(page_as: Callable[..., Page], site):
    heir = site.somebody("manager")
    leaver = site.program.make("/users", {"name": "Уходов Павел", "email": "uhodov@demo.voronka", "job": "manager"})
    deal = site.program.make("/deals", {
        "title": "Не потеряется", "owner_id": leaver["id"], "client": {"name": "Зоя Ким", "phone": "+79219998877"}})
    page = page_as("owner", f"/team/people/{leaver['id']}")
    page.get_by_role("link", name="Отключить").click()
    expect(page.locator("main")).to_contain_text("1 открытая сделка")
    page.get_by_role("button", name="Передать и отключить").click()
    expect(page.locator(".form-error")).to_be_visible()
    page.locator(f"[name=heirs][value='{heir['id']}']").check()
    page.get_by_role("button", name="Передать и отключить").click()
    page.wait_for_url(re.compile(r"/team/people/\d+"))
    assert site.deal(deal["id"])["owner_id"] == heir["id"]
    assert not site.program.read(f"/users/{leaver['id']}")["active"]


def test_work_goes_to_a_deputy_and_comes_back(page_as: Callable[..., Page], site):
    heir = site.somebody("manager")
    away = site.program.make("/users", {"name": "Отпускова Нина", "email": "otpuskova@demo.voronka", "job": "manager"})
    deal = site.program.make("/deals", {
        "title": "Подождёт", "owner_id": away["id"], "client": {"name": "Тихон Ким", "phone": "+79219998878"}})
    page = page_as("owner", "/handovers/new")
    page.get_by_role("button", name="Показать, кому сколько").click()
    expect(page.locator(".notice[data-tone=bad], .form-error").first).to_be_visible()
    page.locator("main [name=person_ids]").select_option(str(away["id"]))
    page.locator(f"[name=heirs][value='{heir['id']}']").check()
    page.get_by_role("button", name="Показать, кому сколько").click()
    expect(page.locator("#preview")).to_contain_text("1 открытая сделка")
    page.locator("#preview").get_by_role("button", name="Передать").click()
    page.wait_for_url(re.compile(r"/handovers/\d+"))
    assert site.deal(deal["id"])["owner_id"] == heir["id"]
    page.get_by_role("button", name="Вернуть").click()
    expect(page.locator("main")).to_contain_text("Возвращено")
    assert site.deal(deal["id"])["owner_id"] == away["id"]


def test_an_absence_says_who_stands_in(page_as: Callable[..., Page], site):
    heir = site.somebody("manager")
    away = site.program.make("/users", {"name": "Морева Яна", "email": "moreva@demo.voronka", "job": "manager"})
    deal = site.program.make("/deals", {
        "title": "Замещение", "owner_id": away["id"], "client": {"name": "Фома Ким", "phone": "+79219998879"}})
    page = page_as("owner", "/handovers/new")
    page.locator("main [name=person_ids]").select_option(str(away["id"]))
    page.locator(f"[name=heirs][value='{heir['id']}']").check()
    page.locator("[name=first]").fill("2020-01-01")
    page.locator("[name=last]").fill("2099-12-31")
    page.get_by_role("button", name="Показать, кому сколько").click()
    page.get_by_role("button", name="Записать отпуск и передать").click()
    expect(page.locator("main")).to_contain_text("Морева Яна")
    page.goto(f"/deals/{deal['id']}")
    expect(page.locator(".stand-in")).to_contain_text("постоянный менеджер: Морева Яна")
    page.goto("/handovers")
    page.locator("tr", has_text="Морева Яна").get_by_role("button", name="Вернулся").click()
    expect(page.locator("tr", has_text="Морева Яна").get_by_role("button", name="Вернулся")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("возвращено")
    assert site.deal(deal["id"])["owner_id"] == away["id"]


def test_spend_comes_from_a_file(page_as: Callable[..., Page], site):
    source = site.program.read("/sources", limit=1)["items"][0]
    rows = f"Источник;Кампания;Месяц;Сумма\n{source['name']};проба;01.2024;412 000,50\nЛуна;;01.2024;1\n"
    page = page_as("owner", "/imports/spend")
    page.locator("#file").set_input_files({"name": "spend.csv", "mimeType": "text/csv", "buffer": rows.encode("cp1251")})
    page.get_by_role("button", name="Показать, что изменится").click()
    expect(page.locator("#preview")).to_contain_text("1 новая запись")
    expect(page.locator("#rejected")).to_contain_text("Луна")
    page.get_by_role("button", name="Записать 1 изменение").click()
    page.wait_for_url(re.compile(r"/advertising\?month=2024-01"))
    expect(page.locator("main")).to_contain_text("проба")
    spend = site.program.read("/spend", month="2024-01")["items"]
    assert [item["amount"]["amount"] for item in spend if item["campaign"] == "проба"] == ["412000.50"]


def test_the_log_names_who_changed_what(page_as: Callable[..., Page], site):
    page = page_as("owner", "/settings/company")
    page.locator("main [name=name]").fill("Чистый исток и сыновья")
    page.get_by_role("button", name="Сохранить").click()
    page.goto("/settings/log")
    expect(page.locator(".event").first).to_contain_text("Чистый исток и сыновья")
    expect(page.locator(".event").first).to_contain_text(site.somebody("owner")["name"])


def test_holidays_are_taken_and_struck_out(page_as: Callable[..., Page]):
    page = page_as("owner", "/settings/calendar?year=2031")
    page.get_by_role("button", name="Взять праздники России за 2031").click()
    rows = page.locator("#holidays tbody tr")
    expect(rows.filter(has_text="День Победы").first).to_be_visible()
    count = rows.count()
    rows.first.get_by_role("button").click()
    expect(rows).to_have_count(count - 1)


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}, {"viewport": {"width": 390, "height": 844}}],
                         ids=["desk", "without scripts", "phone"])
def test_a_department_has_days_of_its_own(page_as: Callable[..., Page], site, options: dict):
    office = site.program.make("/departments", {"name": "Казань"})
    day = {"day": "2032-11-04", "name": "День народного единства"}
    assert site.program.call("PUT", "/holidays", json=day).status_code == 200
    page = page_as("owner", "/settings/calendar?year=2032", **options)
    page.locator("#whose-department_id").select_option(str(office["id"]))
    if not options.get("java_script_enabled", True):
        page.get_by_role("button", name="Показать").click()
    expect(page).to_have_url(re.compile(f"department_id={office['id']}"))
    rows = page.locator("#holidays tbody tr")
    common = rows.filter(has_text="День народного единства")
    expect(common).to_contain_text("Вся компания")
    common.get_by_role("button", name="Здесь рабочий").click()
    expect(common).to_contain_text("вместо «День народного единства», выходной")
    page.get_by_text("Добавить день").first.click()
    page.locator("#holiday-day").fill("2032-08-30")
    page.locator("#holiday-name").fill("День республики")
    page.get_by_role("button", name="Добавить день").click()
    expect(rows.filter(has_text="День республики")).to_contain_text("Свой")
    own = site.program.all("/holidays", year=2032, department_id=office["id"])
    assert {(item["day"], item["working"], item["department_id"]) for item in own} >= {
        ("2032-11-04", True, office["id"]), ("2032-08-30", False, office["id"])}
    company = site.program.all("/holidays", year=2032)
    assert day | {"working": False, "department_id": None} in company
    assert not [item for item in company if item["day"] == "2032-08-30"]
    common.get_by_role("button", name="Убрать").click()
    expect(common).to_contain_text("Вся компания")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]


def test_rights_change_what_somebody_sees(page_as: Callable[..., Page], site):
    page = page_as("owner", "/settings/rights")
    cell = page.locator("#company [name=quality_change]")
    cell.select_option("own")
    page.get_by_role("button", name="Сохранить: Клиенты").click()
    expect(page.locator("#company [name=quality_change]")).to_have_value("own")
    rights = site.program.all("/rights")
    assert {"job": "quality", "kind": "company", "action": "change", "reach": "own"} in rights
    assert site.program.call("PUT", "/rights", json={
        "job": "owner", "kind": "deal", "action": "see", "reach": "none"}).status_code == 422
