"""Putting the rows of an ordered list into another order."""

from playwright.sync_api import Locator, Page


def drag_before(page: Page, what: Locator, where: Locator) -> None:
    """Drags a row by its grip to the place before another one; the page comes again with the new order."""
    start, end = (row.locator("[data-grip]").bounding_box() for row in (what, where))
    assert start
    assert end
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 14, start["y"] - 10, steps=5)
    page.mouse.move(end["x"] + 14, end["y"] + 4, steps=15)
    with page.expect_navigation():
        page.mouse.up()
