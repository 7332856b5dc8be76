"""The list of deals divided into groups, with and without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("scripts", [True, False])
def test_a_list_is_divided_and_one_group_opened(page_as: Callable[..., Page], site, scripts: bool):
    deal = site.new_deal("В группе")
    page = page_as("owner", "/deals?scope=all", java_script_enabled=scripts)
    page.locator(".panel-menu summary").click()
    page.get_by_label("Группировать").select_option("stage")
    page.locator(".panel-list").get_by_role("button", name="Показать").click()
    page.wait_for_url("**group=stage**")
    expect(page.locator("tr[data-row]")).to_have_count(0)
    row = page.locator(".list-part", has_text=f"{site.pipeline['name']}: {site.stages[0]['name']}")
    head = row.get_by_role("link")
    expect(head).to_have_attribute("aria-expanded", "false")
    expect(row).to_contain_text("₽")
    head.click()
    page.wait_for_url("**open=**")
    expect(head).to_have_attribute("aria-expanded", "true")
    expect(page.locator(f"#row-deal-{deal['id']}")).to_be_visible()
    # As many rows as its head says, and those of its stage alone.
    count = int(re.search(r"([0-9]+) сдел", head.inner_text()).group(1))
    expect(page.locator("tr[data-row]")).to_have_count(min(count, 50))
    head.click()
    page.wait_for_url(lambda url: "open=" not in url)
    expect(page.locator("tr[data-row]")).to_have_count(0)
    page.locator("[data-chips] .chip", has_text="По этапам").click()
    page.wait_for_url(lambda url: "group=" not in url)
    expect(page.locator(f"#row-deal-{deal['id']}")).to_be_visible()


def test_many_deals_are_divided_when_the_page_stands(page_as: Callable[..., Page], site):
    page = page_as("owner", "/deals?scope=all&state=all&group=owner")
    heads = page.locator(".list-part")
    expect(heads.first).to_be_visible()
    expect(page.locator(".empty")).to_have_count(0)
    groups = site.program.all("/reports/deals?group_by=owner&state=all")
    expect(heads).to_have_count(len(groups))
    expect(heads.first).to_contain_text(groups[0]["name"])
