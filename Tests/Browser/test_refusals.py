"""The checkers' queue: it keeps itself up to date, and says who is on a case already."""

import io
import re
import wave
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


def test_a_checker_from_outside_comes_straight_to_the_queue(page_as: Callable[..., Page], site):
    page = page_as("checker", "/")
    page.wait_for_url("**/refusals")
    sections = page.locator(".rail > a:not(.rail-logo)")
    expect(sections).to_have_count(1)
    # On a phone too he finds his profile, and with it the way out.
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".bar-me")).to_be_visible()
    # Each way that is shown leads somewhere.
    for path in [*sections.evaluate_all("(links) => links.map((link) => link.getAttribute('href'))"), "/account"]:
        assert page.goto(path).status == 200, path
    expect(page.locator(".bar-trail a")).to_have_count(0)


def sound(seconds: int) -> bytes:
    """Silence, as a recording."""
    file = io.BytesIO()
    with wave.open(file, "wb") as talk:
        talk.setnchannels(1)
        talk.setsampwidth(1)
        talk.setframerate(8000)
        talk.writeframes(bytes([128]) * 8000 * seconds)
    return file.getvalue()


def recorded(site, title: str) -> tuple[dict, dict]:
    """A refusal whose one talk has a recording of two minutes."""
    case = refused(site, title)
    talk = site.program.call(
        "POST", "/calls", files={"file": ("talk.wav", sound(120), "audio/wav")},
        data={"deal_id": case["deal_id"], "direction": "inbound", "phone": "+79219876543",
              "at": "2026-03-02T09:00:00+03:00", "seconds": 120})
    assert talk.status_code == 201, talk.text
    return case, talk.json()


def test_a_mark_is_put_where_the_player_stands_and_leads_back_to_it(page_as: Callable[..., Page], site):
    case, talk = recorded(site, "С отметкой")
    page = page_as("quality", f"/refusals/{case['id']}")
    other = page_as("owner", f"/refusals/{case['id']}")
    player = page.locator(f"audio[data-call='{talk['id']}']")
    player.evaluate("(sound) => { sound.currentTime = 102; }")
    page.keyboard.press("m")
    form = page.locator("form[data-mark-form]")
    expect(form.locator("[name=moment]")).to_have_value("1:42")
    expect(form.locator("[name=note]")).to_be_focused()
    page.keyboard.type("Клиент говорит: дорого")
    page.keyboard.press("Enter")
    mark = page.locator(f"#call-{talk['id']} a[data-jump]")
    expect(mark).to_have_text("1:42")
    expect(form).to_be_hidden()
    # It stands in the report too, and with everybody who has the case open; the talk counts as listened to.
    expect(page.locator("#step-1 .marks")).to_contain_text("Клиент говорит: дорого")
    expect(other.locator(f"#call-{talk['id']} .marks")).to_contain_text("Клиент говорит: дорого")
    expect(page.locator(f"#call-{talk['id']}")).to_have_attribute("data-heard", "")
    player.evaluate("(sound) => { sound.pause(); sound.currentTime = 3; }")
    mark.press("Enter")
    page.wait_for_function("(sound) => Math.abs(sound.currentTime - 102) < 5", arg=player.element_handle())
    marks = site.program.read(f"/refusals/{case['id']}")["marks"]
    assert [(one["seconds"], one["note"]) for one in marks] == [(102, "Клиент говорит: дорого")]


def test_a_mark_is_typed_where_no_script_runs(page_as: Callable[..., Page], site):
    case, talk = recorded(site, "Без скриптов")
    page = page_as("quality", f"/refusals/{case['id']}", java_script_enabled=False)
    page.locator("[data-mark-add] summary").click()
    page.locator("form[data-mark-form] [name=moment]").fill("1:75")
    page.locator("form[data-mark-form] [name=note]").fill("Просит скидку")
    page.locator("form[data-mark-form] button").click()
    expect(page.locator("form[data-mark-form] .form-error")).to_contain_text("1:42")
    expect(page.locator("form[data-mark-form] [name=note]")).to_have_value("Просит скидку")
    page.locator("form[data-mark-form] [name=moment]").fill("1:15")
    page.locator("form[data-mark-form] button").click()
    link = page.locator(f"#call-{talk['id']} .marks a")
    expect(link).to_have_text("1:15")
    link.click()
    expect(page).to_have_url(re.compile(rf"/refusals/{case['id']}\?call={talk['id']}&from=75#call-{talk['id']}$"))
    player = page.locator(f"#call-{talk['id']} audio[controls]")
    expect(player).to_have_attribute("src", f"/refusals/{case['id']}/calls/{talk['id']}/recording#t=75")
    expect(player).to_be_in_viewport()


def test_what_nobody_can_hear_proves_no_refusal_and_attempts_lie_apart(page_as: Callable[..., Page], site):
    case = refused(site, "Записано со слов")
    talk = site.program.call(
        "POST", "/calls", files={"file": ("", b"")},
        data={"deal_id": case["deal_id"], "direction": "inbound", "phone": "+79219876543",
              "at": "2026-03-02T09:00:00+03:00", "seconds": 60})
    assert talk.status_code == 201, talk.text
    page = page_as("quality", f"/refusals/{case['id']}")
    call = page.locator(f"#call-{talk.json()['id']}")
    call.locator("form[data-hear] button").click()
    expect(call.locator("[data-mark]")).to_have_text("Просмотрен")
    assert site.program.read(f"/refusals/{case['id']}")["heard_call_ids"] == []
    step = page.locator("#step-1")
    expect(step.locator("[name=voiced][value=true]")).to_be_disabled()
    expect(step).to_contain_text("Отказ вслух доказывает только запись")
    step.locator("footer button").click()
    # Step 2: who is not reached is called again later, and what was typed too early stays.
    step = page.locator("#step-2")
    step.get_by_text("Нет, повторить").click()
    expect(step.locator("[name=next_at]")).to_be_visible()
    step.locator("footer button").click()
    expect(step).to_contain_text("Следующая попытка")
    expect(page.locator(".case[aria-current] .case-sla .icon")).to_be_visible()
    step.get_by_text("Нет, повторить").click()
    step.locator("[name=note]").fill("Снова не берёт трубку")
    step.locator("footer button").click()
    expect(step.locator(".form-error").first).to_contain_text("не раньше")
    expect(step.locator("[name=note]")).to_have_value("Снова не берёт трубку")
    assert site.program.read(f"/refusals/{case['id']}")["attempts"] == 1


def test_the_rail_counts_the_refusals_that_one_could_check(page_as: Callable[..., Page], site):
    page = page_as("quality", "/board")
    counter = page.locator(".rail a[href='/refusals'] .counter")
    expect(counter).to_be_visible()
    before = int(counter.inner_text())
    refused(site, "На счётчике")
    expect(counter).to_have_text(str(before + 1))
