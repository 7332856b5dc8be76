"""What one does, others see: live pages, stale pages, pages that slept."""

from collections.abc import Callable

import pytest
from on_board import card, column
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.both_engines


def ready(page: Page) -> Page:
    """The page, once its live stream is open."""
    page.wait_for_load_state("load")
    page.evaluate("new Promise(done => setTimeout(done, 300))")
    return page


def test_a_move_is_seen_in_another_browser(page_as: Callable[..., Page], site):
    deal = site.new_deal("Видят все")
    mine, theirs = ready(page_as("manager")), ready(page_as("owner", f"{site.board}?scope=all"))
    expect(card(theirs, deal)).to_be_visible()
    card(mine, deal).locator(".card-title").focus()
    mine.keyboard.press("Alt+ArrowRight")
    theirs.wait_for_selector(f".column[data-stage='{site.stages[1]['id']}'] #deal-{deal['id']}", state="attached")


def test_a_new_deal_appears_and_the_head_counts_it(page_as: Callable[..., Page], site):
    page = ready(page_as("manager"))
    head = column(page, site.stages[0]).locator(".column-count")
    before = int("".join(filter(str.isdigit, head.inner_text())))
    deal = site.new_deal("Появилась сама")
    expect(card(page, deal)).to_be_visible()
    expect(head).to_have_text(str(before + 1))


def test_an_open_menu_stays_when_others_change_its_card(page_as: Callable[..., Page], site):
    deal = site.new_deal("Меню открыто")
    page = ready(page_as("manager"))
    card(page, deal).locator("summary").click()
    offered = card(page, deal).locator("button[name=stage_id]")
    expect(offered.first).to_be_visible()
    renamed = {"title": "Названа иначе", "version": site.deal(deal["id"])["version"]}
    with page.expect_response(lambda answer: "/changes" in answer.url):
        site.program.patch(f"/deals/{deal['id']}", renamed)
    expect(offered.first).to_be_visible()
    expect(card(page, deal)).to_have_attribute("data-held", "")
    page.keyboard.press("Escape")
    expect(card(page, deal)).to_contain_text("Названа иначе")


def test_a_stale_move_is_returned_and_says_who_was_quicker(page_as: Callable[..., Page], site):
    deal = site.new_deal("Кто быстрее")
    page = ready(page_as("manager"))
    # The page hears nothing for a while, and the other one is quicker.
    page.route("**/changes*", lambda route: route.abort())
    owner = ready(page_as("owner", f"{site.board}?scope=all"))
    card(owner, deal).locator(".card-title").focus()
    owner.keyboard.press("Alt+ArrowRight")
    expect(column(owner, site.stages[1]).locator(f"#deal-{deal['id']}")).to_be_visible()
    expect(card(owner, deal)).not_to_have_attribute("data-version", str(deal["version"]))
    assert card(page, deal).get_attribute("data-version") == str(deal["version"])
    card(page, deal).locator(".card-title").focus()
    page.keyboard.press("Alt+ArrowRight")
    note = page.locator("[data-toasts] [role=alert]").first
    expect(note).to_be_visible()
    surname = site.somebody("owner")["name"].split()
    assert any(name in note.inner_text() for name in surname), note.inner_text()
    expect(card(page, deal)).not_to_have_attribute("data-version", str(deal["version"]))
    expect(column(page, site.stages[1]).locator(f"#deal-{deal['id']}")).to_be_visible()


def test_a_page_that_was_offline_catches_up(page_as: Callable[..., Page], site):
    deal = site.new_deal("Пока не было связи")
    page = ready(page_as("manager"))
    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('offline'))")
    site.move(deal, site.stages[1])
    expect(column(page, site.stages[0]).locator(f"#deal-{deal['id']}")).to_be_visible()
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(column(page, site.stages[1]).locator(f"#deal-{deal['id']}")).to_be_visible(timeout=15_000)


def test_a_page_outlives_a_restart_of_the_server(page_as: Callable[..., Page], site):
    deal = site.new_deal("До перезапуска")
    page = ready(page_as("manager"))
    try:
        assert site.server.stop() == 0
    finally:
        site.server.start()
    site.move(deal, site.stages[1])
    expect(column(page, site.stages[1]).locator(f"#deal-{deal['id']}")).to_be_visible(timeout=20_000)


def test_the_page_of_a_deal_follows_it(page_as: Callable[..., Page], site):
    deal = site.new_deal("Открыта у двоих")
    page = ready(page_as("manager", f"/deals/{deal['id']}"))
    site.program.make(f"/deals/{deal['id']}/comments", {"text": "Ждёт замерщика"})
    expect(page.locator(".history", has_text="Ждёт замерщика")).to_be_visible()
    site.move(deal, site.stages[1])
    expect(page.locator(".history", has_text=site.stages[1]["name"])).to_be_visible()
