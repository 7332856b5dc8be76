"""Who is named hears of it: mentions in comments and the bell."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def ready(page: Page) -> Page:
    """The page, once its live stream is open."""
    page.wait_for_load_state("load")
    page.evaluate("new Promise(done => setTimeout(done, 400))")
    return page


def number(page: Page) -> int:
    """What the bell says."""
    count = page.locator(".bell-count")
    return int(count.inner_text()) if count.count() else 0


def test_a_colleague_is_chosen_with_the_keyboard_and_his_bell_rings(page_as: Callable[..., Page], site):
    deal = site.new_deal("Позвали коллегу")
    site.program.call("POST", "/notifications/reading")
    owner_board, owner_other = ready(page_as("owner")), ready(page_as("owner", "/companies"))
    before = number(owner_board)
    page = ready(page_as("manager", f"/deals/{deal['id']}"))
    owner = site.somebody("owner")["name"]
    field = page.locator("[data-composer] textarea")
    field.press_sequentially(f"Посмотрите, @{owner.split()[1][:3].lower()}")
    expect(page.locator(".mention-list li", has_text=owner)).to_be_visible()
    while owner not in page.locator(".mention-list [aria-selected=true]").inner_text():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value(f"Посмотрите, @{owner} ")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".history .mention", has_text=owner)).to_be_visible()
    # In every window of his, at once.
    for window in (owner_board, owner_other):
        expect(window.locator(".bell-count")).to_have_text(str(before + 1))
    owner_board.locator(".bell").click()
    row = owner_board.locator(".notification[data-unread]", has_text="Посмотрите")
    expect(row).to_contain_text("Позвали коллегу")
    row.locator("a").click()
    owner_board.wait_for_url(f"**/deals/{deal['id']}")
    expect(owner_other.locator(".bell-count")).to_have_count(1 if before else 0)


def test_all_are_marked_as_read(page_as: Callable[..., Page], site):
    deal = site.new_deal("Прочитать все")
    name = site.somebody("head")["name"]
    for text in ("один", "два"):
        site.program.make(f"/deals/{deal['id']}/comments", {"text": f"@{name} {text}"})
    page = ready(page_as("head", "/notifications"))
    expect(page.locator(".notification[data-unread]", has_text="один")).to_be_visible()
    site.program.make(f"/deals/{deal['id']}/comments", {"text": f"@{name} три"})
    expect(page.locator(".notification[data-unread]", has_text="три")).to_be_visible()
    page.get_by_role("button", name="Прочитать все").click()
    expect(page.locator(".notification[data-unread]")).to_have_count(0)
    expect(page.locator(".bell-count")).to_have_count(0)
    page.get_by_role("link", name="Непрочитанные").click()
    expect(page.locator(".notifications-empty")).to_be_visible()


def test_the_list_fits_a_phone(page_as: Callable[..., Page], site):
    page = ready(page_as("manager", "/notifications", viewport={"width": 390, "height": 844}))
    expect(page.locator(".bell")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
