"""Files on records and comments: chosen, dropped, pasted, with and without scripts."""

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
PDF = b"%PDF-1.4\n%%EOF\n"
# A script puts files into the hands of the page as a hand or a clipboard would.
CARRY = """([selector, kind, files, limit]) => {
  if (limit) document.querySelector("[data-upload]").dataset.limit = limit;
  const carried = new DataTransfer();
  for (const [name, type, text] of files) {
    carried.items.add(new File([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))], name, { type }));
  }
  const target = document.querySelector(selector);
  const options = { bubbles: true, cancelable: true };
  if (kind === "paste") {
    target.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: carried }));
  } else {
    for (const step of ["dragenter", "dragover", "drop"]) {
      target.dispatchEvent(new DragEvent(step, { ...options, dataTransfer: carried }));
    }
  }
}"""


def carried(*files: tuple[str, bytes]) -> list[list[str]]:
    return [[name, "image/png", base64.b64encode(content).decode()] for name, content in files]


def carry(page: Page, selector: str, kind: str, *files: tuple[str, bytes], limit: int = 0) -> None:
    """Drops or pastes the files there, once the page's scripts are awake."""
    page.evaluate("""() => import(
      document.querySelector("script[src*='/js/app.js']").src.replace("js/app.js", "files/files.js"))""")
    page.evaluate("""() => import(
      document.querySelector("script[src*='/js/app.js']").src.replace("js/app.js", "timeline/composer.js"))""")
    page.evaluate(CARRY, [selector, kind, carried(*files), limit])


def listed(page: Page, name: str):
    return page.locator(".files .file-list .file", has_text=name)


def test_several_chosen_files_are_listed_and_open(page_as: Callable[..., Page], site, complaints):
    deal = site.new_deal("С файлами")
    page = page_as("manager", f"/deals/{deal['id']}")
    page.locator(".files input[type=file][multiple]").set_input_files([
        {"name": "Фото.png", "mimeType": "image/png", "buffer": PNG},
        {"name": "Договор.pdf", "mimeType": "text/html", "buffer": PDF}])
    expect(listed(page, "Фото.png")).to_be_visible()
    expect(listed(page, "Договор.pdf")).to_be_visible()
    expect(listed(page, "Фото.png").locator("img")).to_have_js_property("naturalWidth", 1)
    expect(page.locator(".history", has_text="Договор.pdf")).to_be_visible()
    expect(page.locator(".files [data-busy]")).to_have_count(0)
    assert complaints == []


def test_a_dropped_file_goes_to_the_record(page_as: Callable[..., Page], site):
    deal = site.new_deal("Бросили файл")
    page = page_as("manager", f"/deals/{deal['id']}")
    carry(page, ".deal-head", "drop", ("Схема.png", PNG), ("План.png", PNG))
    expect(listed(page, "Схема.png")).to_be_visible()
    expect(listed(page, "План.png")).to_be_visible()


def test_a_pasted_picture_goes_with_the_comment(page_as: Callable[..., Page], site):
    deal = site.new_deal("Вставили снимок")
    page = page_as("manager", f"/deals/{deal['id']}")
    field = page.locator("[data-composer] textarea")
    field.fill("Вот что прислал клиент")
    carry(page, "[data-composer] textarea", "paste", ("Снимок.png", PNG))
    expect(page.locator("[data-composer] [data-chosen] li", has_text="Снимок.png")).to_be_visible()
    page.keyboard.press("Control+Enter")
    comment = page.locator(".history .event", has_text="Вот что прислал клиент")
    expect(comment.locator(".file-chip", has_text="Снимок.png")).to_be_visible()
    expect(listed(page, "Снимок.png")).to_be_visible()
    expect(page.locator("[data-composer] [data-chosen] li")).to_have_count(0)


def test_a_picture_pasted_beside_the_fields_goes_to_the_record(page_as: Callable[..., Page], site):
    deal = site.new_deal("Вставили на страницу")
    page = page_as("manager", f"/deals/{deal['id']}")
    carry(page, "body", "paste", ("image.png", PNG))
    expect(listed(page, "image.png")).to_be_visible()


def test_a_file_is_taken_away(page_as: Callable[..., Page], site):
    deal = site.new_deal("Лишний файл")
    page = page_as("manager", f"/deals/{deal['id']}")
    carry(page, "body", "drop", ("Лишний.png", PNG))
    expect(page.locator(".history .event", has_text="Лишний.png")).to_be_visible()
    menu = listed(page, "Лишний.png").locator("details summary")
    menu.scroll_into_view_if_needed()
    menu.click()
    page.locator(".files .menu-list button", has_text="Удалить").click()
    expect(listed(page, "Лишний.png")).to_have_count(0)
    expect(page.locator(".history .event", has_text="удалён файл «Лишний.png»")).to_be_visible()


def test_a_file_that_is_too_large_is_refused_in_words(page_as: Callable[..., Page], site):
    deal = site.new_deal("Слишком большой")
    page = page_as("manager", f"/deals/{deal['id']}")
    carry(page, "body", "drop", ("Большой.png", PNG), limit=10)
    expect(page.locator("[data-toasts] [role=alert]")).to_contain_text("слишком большой")


@pytest.mark.parametrize("scripts", [False])
def test_files_are_sent_by_a_plain_form(page_as: Callable[..., Page], site, scripts: bool):
    deal = site.new_deal("Без скриптов")
    page = page_as("manager", f"/deals/{deal['id']}", java_script_enabled=scripts)
    page.locator(".files input[type=file][multiple]").set_input_files([
        {"name": "Акт.pdf", "mimeType": "application/pdf", "buffer": PDF}])
    page.locator(".files .files-send").click()
    expect(listed(page, "Акт.pdf")).to_be_visible()
    page.locator(".files .files-send").click()
    expect(page.locator("[role=alert]")).to_contain_text("Файл")


def test_a_phone_offers_its_camera(page_as: Callable[..., Page], site):
    deal = site.new_deal("С телефона")
    page = page_as("manager", f"/deals/{deal['id']}", viewport={"width": 390, "height": 844}, has_touch=True)
    camera = page.locator(".files input[capture=environment]")
    expect(page.locator(".files label", has_text="Снять")).to_be_visible()
    camera.set_input_files([{"name": "IMG_1.png", "mimeType": "image/png", "buffer": PNG}])
    expect(listed(page, "IMG_1.png")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
