"""The checkers' queue: it keeps itself up to date, and says who is on a case already."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

WORDS = "Клиент сказал, что купил у соседей и возвращаться к разговору не будет."


def refused(site, title: str) -> dict:
    deal = site.new_deal(title)
    reason = site.program.read("/reasons", limit=1)["items"][0]
    return site.program.make(f"/deals/{deal['id']}/refusals", {"reason_id": reason["id"], "justification": WORDS})


def test_a_case_that_comes_stands_in_the_open_queue(page_as: Callable[..., Page], site):
    refused(site, "Уже в очереди")
    page = page_as("quality", "/refusals")
    expect(page.locator(".queue")).to_contain_text("Уже в очереди")
    refused(site, "Пришёл позже")
    expect(page.locator(".queue")).to_contain_text("Пришёл позже")


def test_two_checkers_see_each_other(page_as: Callable[..., Page], site):
    first = page_as("quality", "/refusals")
    paths = first.locator(".case").evaluate_all("(links) => links.map((link) => link.getAttribute('href'))")
    for path in paths:
        first.goto(path)
        if first.locator("form[data-hear]").count() > 0:
            break
    expect(first.locator(".check-watch")).to_be_empty()
    second = page_as("owner", path)
    second.locator("form[data-hear] button").first.click()
    expect(first.locator(".check-watch")).to_contain_text("уже занимается")
