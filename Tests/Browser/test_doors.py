"""The first visit, signing in and out."""

from collections.abc import Callable

from chromium import Chromium
from harness.company import PASSWORD
from harness.database import Database
from harness.server import Server
from playwright.sync_api import BrowserContext, Page, expect

SUBMIT = "main form button:not([type=button]), body > form button:not([type=button])"


def test_the_first_visit_makes_the_owner_and_leads_to_the_board(
        database: Database, chromium: Chromium, contexts: list[BrowserContext]):
    with Server(database) as server:
        context = chromium.new_context(base_url=server.url, locale="ru-RU")
        contexts.append(context)
        page = context.new_page()
        page.goto("/")
        assert "/sign-in" not in page.url
        page.locator("input[name=company]").fill("Лампа")
        page.locator("input[name=name]").fill("Ольга Сергеева")
        page.locator("input[name=email]").fill("olga@lampa.example")
        for field in page.locator("input[type=password]").all():
            field.fill(PASSWORD)
        page.locator(SUBMIT).first.click()
        page.get_by_role("link", name="На доску").click()
        expect(page.locator("[data-board]")).to_be_visible()
        expect(page.locator(".column").first).to_be_visible()
        # Nobody else can become the owner.
        other = chromium.new_context(base_url=server.url, locale="ru-RU")
        contexts.append(other)
        second = other.new_page()
        second.goto("/")
        assert "/sign-in" in second.url


def test_a_wrong_password_is_refused_and_the_address_stays(stranger: Page, site):
    email = site.somebody("manager")["email"]
    stranger.goto("/sign-in")
    stranger.locator("input[name=email]").fill(email)
    stranger.locator("input[name=password]").fill("не тот пароль")
    stranger.locator(SUBMIT).first.click()
    expect(stranger.locator("[role=alert]")).to_be_visible()
    expect(stranger.locator("input[name=email]")).to_have_value(email)
    expect(stranger.locator("input[name=password]")).to_have_value("")


def test_signing_in_leads_to_where_one_wanted_to_go(stranger: Page, site):
    stranger.goto("/companies")
    assert "/sign-in" in stranger.url
    email = site.somebody("head")["email"]
    stranger.locator("input[name=email]").fill(email)
    stranger.locator("input[name=password]").fill(site.sign_ins[email])
    stranger.locator(SUBMIT).first.click()
    stranger.wait_for_url("**/companies*")


def test_signing_out_ends_the_session(stranger: Page, site):
    email = site.somebody("head")["email"]
    stranger.goto("/sign-in")
    stranger.locator("input[name=email]").fill(email)
    stranger.locator("input[name=password]").fill(site.sign_ins[email])
    stranger.locator(SUBMIT).first.click()
    stranger.locator(".bar-me > summary").click()
    stranger.locator("form[action='/sign-out'] button").click()
    stranger.wait_for_url("**/sign-in*")
    stranger.goto(site.board)
    assert "/sign-in" in stranger.url


def test_a_cookie_of_ours_can_not_be_read_by_scripts(page_as: Callable[..., Page]):
    page = page_as("manager")
    cookie = next(cookie for cookie in page.context.cookies() if cookie["name"] == "voronka_session")
    assert cookie["httpOnly"]
    assert cookie["sameSite"] in ("Lax", "Strict")
    assert "voronka_session" not in page.evaluate("document.cookie")
