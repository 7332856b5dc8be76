"""Finding and dragging cards on the board."""

from playwright.sync_api import Locator, Page, expect


def column(page: Page, stage: dict) -> Locator:
    return page.locator(f".column[data-stage='{stage['id']}']")


def card(page: Page, deal: dict) -> Locator:
    return page.locator(f"#deal-{deal['id']}")


def drag(page: Page, what: Locator, where: Locator, drop: bool = True) -> None:
    what.scroll_into_view_if_needed()
    start = what.locator(".card-who").bounding_box()
    assert start
    page.mouse.move(start["x"] + 20, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + 20, steps=5)
    expect(page.locator("[data-board][data-dragging]")).to_be_visible()
    end = where.bounding_box()
    assert end
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + min(120, end["height"] / 2), steps=12)
    # The board looks under the pointer in every frame.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    if drop:
        page.mouse.up()
