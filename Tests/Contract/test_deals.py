"""Deals: making, changing, moving, winning."""

from datetime import datetime

import pytest
from harness.company import Company, new_phone
from harness.problems import codes
from harness.program import Program


@pytest.mark.parametrize("given, kept", [
    ({"amount": "120000.00", "currency": "RUB"}, "120000.00"), ({"amount": "0.5"}, "0.50"), (120000, "120000.00"),
    ("120000", "120000.00"), ("99.9", "99.90"), (0, "0.00"), (10.25, "10.25")])
def test_money_is_taken_in_each_form_and_kept_exact(owner: Program, sale: dict, phone: str, given: object, kept: str):
    made = owner.make("/deals", {
        "title": "С суммой", "pipeline_id": sale["id"], "amount": given, "client": {"phone": phone, "name": "Иван"}})
    assert made["amount"] == {"amount": kept, "currency": "RUB"}


@pytest.mark.parametrize(
    "given", ["много", "-1", -5, "1.234", {"amount": "x"}, [1], True, "1e3", "99999999999999999999"])
def test_what_is_no_money_is_refused_by_name(owner: Program, sale: dict, phone: str, given: object):
    body = {"title": "С суммой", "pipeline_id": sale["id"], "amount": given, "client": {"phone": phone}}
    assert "amount" in codes(owner.post("/deals", body), 422)


def test_a_deal_begins_in_the_first_stage_and_names_its_moments(owner: Program, deal: dict, open_stages: list[dict]):
    assert deal["stage_id"] == open_stages[0]["id"]
    assert deal["state"] == "open" and deal["closed_at"] is None
    for field in ("created_at", "stage_entered_at"):
        assert datetime.fromisoformat(deal[field]).tzinfo is not None
    assert owner.read(f"/deals/{deal['id']}") == deal


def test_a_deal_of_a_known_client(owner: Program, sale: dict, deal: dict):
    second = owner.make("/deals", {
        "title": "Сменные картриджи", "pipeline_id": sale["id"], "company_id": deal["company_id"],
        "origin": "outbound", "expected_close_on": "2027-01-31"})
    assert second["company_id"] == deal["company_id"]
    assert (second["origin"], second["expected_close_on"]) == ("outbound", "2027-01-31")


@pytest.mark.parametrize("body, field", [
    ({}, "client"), ({"title": "Без клиента"}, "client"), ({"title": "x", "company_id": 999999999}, "company_id"),
    ({"title": "x", "client": {"phone": "12"}}, "client.phone"),
    ({"title": "x", "pipeline_id": 999999999}, "pipeline_id"),
    ({"title": "x", "client": {"name": "Иван", "email": "nobody"}}, "client.email"),
    ({"title": "x", "expected_close_on": "завтра"}, "expected_close_on"), ({"title": "x", "origin": "sky"}, "origin"),
    ({"title": "x" * 5000}, "title"), ({"title": "x", "owner_id": 999999999}, "owner_id"),
    ({"title": "x", "surprise": 1}, "surprise")])
def test_a_deal_that_breaks_a_rule_names_the_field(
        owner: Program, sale: dict, phone: str, body: dict, field: str):
    complete = {"pipeline_id": sale["id"]} | body
    if field not in ("client", "company_id", "client.phone", "client.email"):
        complete.setdefault("client", {"name": "Иван", "phone": phone})
    found = codes(owner.post("/deals", complete), 422)
    assert field in found


def move(program: Program, deal: dict, stage: dict, **more: object):
    return program.post(f"/deals/{deal['id']}/moves", {"stage_id": stage["id"], "version": deal["version"]} | more)


def test_a_deal_moves_forward_and_may_skip_stages(owner: Program, deal: dict, open_stages: list[dict]):
    answer = move(owner, deal, open_stages[2])
    assert answer.status_code in (200, 201), answer.text
    moved = answer.json()
    assert moved["stage_id"] == open_stages[2]["id"] and moved["version"] > deal["version"]
    assert owner.read(f"/deals/{deal['id']}") == moved


def test_a_deal_never_moves_backward(owner: Program, deal: dict, open_stages: list[dict]):
    moved = move(owner, deal, open_stages[2]).json()
    for stage in open_stages[:3]:
        found = codes(move(owner, moved, stage), 422)
        assert found["stage_id"] in ("backward", "same_stage")
    assert codes(move(owner, moved, open_stages[0]), 422)["stage_id"] == "backward"
    assert owner.read(f"/deals/{deal['id']}") == moved


def test_who_knows_an_old_version_is_told_so(owner: Program, deal: dict, open_stages: list[dict]):
    move(owner, deal, open_stages[1])
    codes(move(owner, deal, open_stages[2]), 409)
    codes(owner.patch(f"/deals/{deal['id']}", {"title": "Поздно", "version": deal["version"]}), 409)
    assert owner.read(f"/deals/{deal['id']}")["stage_id"] == open_stages[1]["id"]


def test_a_move_without_stage_or_to_nowhere_is_refused_by_name(owner: Program, deal: dict):
    path = f"/deals/{deal['id']}/moves"
    assert "stage_id" in codes(owner.post(path, {"version": deal["version"]}), 422)
    found = owner.post(path, {"stage_id": 999999999, "version": deal["version"]})
    assert "stage_id" in codes(found, 422)


def test_a_stage_of_another_funnel_can_not_be_reached(owner: Program, deal: dict):
    other = next(item for item in owner.all("/pipelines") if item["id"] != deal["pipeline_id"])
    won = next(stage for stage in other["stages"] if stage["kind"] == "won")
    found = codes(move(owner, deal, won), 422)
    assert "stage_id" in found


def test_winning_closes_for_good(owner: Program, deal: dict, won: dict, open_stages: list[dict]):
    done = move(owner, deal, won).json()
    assert done["state"] == "won" and done["closed_at"] is not None
    answer = move(owner, done, open_stages[-1])
    assert answer.status_code in (409, 422)
    codes(answer, answer.status_code)
    again = move(owner, done, won)
    assert again.status_code in (409, 422)
    assert owner.read(f"/deals/{deal['id']}")["state"] == "won"


@pytest.mark.parametrize("amount", [None, "0"])
def test_nothing_is_sold_for_nothing(owner: Program, deal: dict, won: dict, amount: str | None):
    bare = owner.patch(f"/deals/{deal['id']}", {"amount": amount, "version": deal["version"]}).json()
    assert "amount" in codes(move(owner, bare, won), 422)
    done = move(owner, bare, won, amount="90000").json()
    assert (done["state"], done["amount"]["amount"]) == ("won", "90000.00")


def outside(owner: Program, kind: str, phone: str) -> tuple[dict, dict]:
    """A deal in a funnel of that kind, and the stage that wins it."""
    pipeline = next(item for item in owner.all("/pipelines") if item["kind"] == kind)
    deal = owner.make("/deals", {
        "title": "Вернулся за фильтром", "pipeline_id": pipeline["id"], "client": {"name": "Пётр", "phone": phone}})
    return deal, next(stage for stage in pipeline["stages"] if stage["kind"] == "won")


@pytest.mark.parametrize("kind", ["warmup", "calling"])
@pytest.mark.parametrize("many", [False, True])
def test_who_is_won_outside_of_sales_goes_on_in_sales(
        owner: Program, sale: dict, phone: str, kind: str, many: bool):
    deal, end = outside(owner, kind, phone)
    if many:
        owner.post("/deals/moves", {"deals": [{"id": deal["id"]}], "stage_id": end["id"]})
        done = owner.read(f"/deals/{deal['id']}")
    else:
        done = move(owner, deal, end).json()
    assert done["state"] == "won"
    following = owner.read(f"/deals/{done['successor_id']}")
    assert following["pipeline_id"] == sale["id"] and following["state"] == "open"
    assert (following["company_id"], following["title"]) == (deal["company_id"], deal["title"])
    stage = next(stage for stage in sale["stages"] if stage["id"] == following["stage_id"])
    assert stage["name"] == "Поиск"


def test_a_known_clients_inquiry_joins_his_deal_of_sales(company: Company, owner: Program, deal: dict, phone: str):
    joined = company.program("vera").post(f"/deals/{deal['id']}/inquiries", {"text": "Ещё и кулер"})
    assert joined.status_code == 201, joined.text
    calls = owner.read(f"/activities?deal_id={deal['id']}")["items"]
    assert [(call["kind"], call["text"], call["owner_id"]) for call in calls] == [
        ("call", "Ещё и кулер", deal["owner_id"])]
    warm, _ = outside(owner, "warmup", new_phone())
    codes(owner.post(f"/deals/{warm['id']}/inquiries", {}), 409)


@pytest.mark.parametrize("who", ["owner", "head", "anna", "vera", "admin"])
def test_no_move_loses_a_deal(company: Company, deal: dict, lost: dict, who: str):
    answer = move(company.program(who), deal, lost)
    assert answer.status_code in (403, 404, 422)
    codes(answer, answer.status_code)
    assert company.program("owner").read(f"/deals/{deal['id']}")["state"] == "open"


def test_a_manager_works_the_first_stages_only(anna: Program, deal: dict, open_stages: list[dict]):
    contract = next(stage for stage in open_stages if "онтракт" in stage["name"])
    answer = move(anna, deal, contract)
    assert answer.status_code in (403, 422)
    codes(answer, answer.status_code)
    talk = next(stage for stage in open_stages if "оммуникация" in stage["name"])
    assert move(anna, deal, talk).status_code in (200, 201)


def test_who_sells_elsewhere_does_not_find_the_deal(company: Company, deal: dict, open_stages: list[dict]):
    boris = company.program("boris")
    codes(boris.get(f"/deals/{deal['id']}"), 404)
    codes(move(boris, deal, open_stages[1]), 404)
    codes(boris.post(f"/deals/{deal['id']}/comments", {"text": "Чужая"}), 404)
    codes(boris.get(f"/deals/{deal['id']}/timeline"), 404)


def test_a_colleague_sees_the_deal_and_may_not_change_it(company: Company, deal: dict, open_stages: list[dict]):
    vera = company.program("vera")
    assert vera.read(f"/deals/{deal['id']}")["id"] == deal["id"]
    codes(move(vera, deal, open_stages[1]), 403)
    codes(vera.patch(f"/deals/{deal['id']}", {"title": "Моя", "version": deal["version"]}), 403)
    assert company.program("owner").read(f"/deals/{deal['id']}") == deal


def test_the_timeline_tells_what_happened_newest_first(owner: Program, deal: dict, open_stages: list[dict]):
    move(owner, deal, open_stages[1])
    owner.make(f"/deals/{deal['id']}/comments", {"text": "Ждёт замерщика"})
    events = owner.all(f"/deals/{deal['id']}/timeline", limit=2)
    assert len(events) >= 3
    moments = [event["id"] for event in events]
    assert moments == sorted(moments, reverse=True)
    assert "Ждёт замерщика" in str(events[0])


@pytest.mark.parametrize("text", ["", "   ", None, 5])
def test_an_empty_comment_is_refused(owner: Program, deal: dict, text: object):
    assert "text" in codes(owner.post(f"/deals/{deal['id']}/comments", {"text": text}), 422)


def test_fields_are_changed_one_at_a_time(owner: Program, deal: dict):
    answer = owner.patch(f"/deals/{deal['id']}", {"amount": "150000", "version": deal["version"]})
    assert answer.status_code == 200, answer.text
    changed = answer.json()
    assert changed["amount"]["amount"] == "150000.00"
    differing = {key for key in deal if deal[key] != changed[key]}
    assert differing == {"amount", "version"}


def test_a_deal_names_its_people_with_their_roles(owner: Program, deal: dict):
    [asking] = deal["contact_ids"]
    boss = owner.make("/contacts", {"first_name": "Дмитрий", "company_ids": [deal["company_id"]]})["id"]
    path = f"/deals/{deal['id']}"
    named = owner.patch(path, {"contacts": [{"contact_id": boss, "role": "decision_maker"}]}).json()
    assert named["contact_ids"] == [asking, boss]
    assert named["contacts"][1] == {"contact_id": boss, "role": "decision_maker", "usual_role": None}
    assert named["version"] == deal["version"] + 1
    usual = owner.patch(path, {"contacts": [{"contact_id": boss, "role": None}], "contact_ids": [boss]}).json()
    assert usual["contacts"] == [{"contact_id": boss, "role": None, "usual_role": None}]
    stranger = owner.make("/contacts", {"first_name": "Чужой"})["id"]
    refused = codes(owner.patch(path, {"contacts": [{"contact_id": stranger}]}), 422)
    assert refused["contact_ids"] == "unknown_contact"
    assert "contacts.role" in codes(owner.patch(path, {"contacts": [{"contact_id": boss, "role": "boss"}]}), 422)


def test_a_deal_in_each_funnel(owner: Program, phone: str):
    for pipeline in owner.all("/pipelines"):
        made = owner.make("/deals", {
            "title": pipeline["name"], "pipeline_id": pipeline["id"], "client": {"name": "Иван", "phone": phone}})
        first = min(pipeline["stages"], key=lambda stage: stage["position"])
        assert made["stage_id"] == first["id"]


def test_the_ready_made_funnels_are_there_and_whole(owner: Program):
    pipelines = owner.all("/pipelines")
    assert {"Обзвон", "Продажа", "Подогрев"} <= {pipeline["name"] for pipeline in pipelines}
    for pipeline in pipelines:
        stages = owner.all(f"/pipelines/{pipeline['id']}/stages")
        assert stages == sorted(stages, key=lambda stage: stage["position"])
        kinds = [stage["kind"] for stage in stages]
        assert kinds[0] == "new" and {"won", "lost"} <= set(kinds)
        for stage in stages:
            assert set(stage) >= {"id", "name", "kind", "position", "probability", "max_days", "required_fields"}


def test_many_are_moved_and_each_that_may_not_be_says_why(owner: Program, deal: dict, open_stages: list[dict]):
    given = [{"id": deal["id"], "version": deal["version"]}, {"id": deal["id"], "version": deal["version"]},
             {"id": 999999999}]
    answer = owner.post("/deals/moves", {"deals": given, "stage_id": open_stages[1]["id"]})
    assert answer.status_code == 200
    items = answer.json()["items"]
    assert [item["done"] for item in items] == [True, False, False]
    assert [item["code"] for item in items] == [None, "stale", "not_found"]
    assert answer.json()["done"] == 1
    assert owner.read(f"/deals/{deal['id']}")["stage_id"] == open_stages[1]["id"]


def test_many_are_given_to_somebody(owner: Program, company: Company, deal: dict):
    boris = company.people["boris"].id
    answer = owner.post("/deals/assignments", {"deals": [{"id": deal["id"]}], "owner_id": boris})
    assert answer.json()["items"][0]["done"]
    assert owner.read(f"/deals/{deal['id']}")["owner_id"] == boris
    assert "owner_id" in codes(owner.post("/deals/assignments", {"deals": [], "owner_id": 999999999}), 422)


@pytest.mark.parametrize("asked", [
    {"state": "current"}, {"amount_from": "1000"}, {"amount_from": "1", "amount_to": "200000.50"},
    {"created": "last_7"}, {"created_from": "2026-01-01", "created_to": "2099-12-31"}, {"expected": "past"},
    {"idle_days": 1}, {"next_activity": "none"}, {"next_activity": "overdue"}, {"next_activity": "today"},
    {"scope": "mine"}, {"q": "сум"}])
def test_a_filter_holds_for_list_and_count(owner: Program, deal: dict, asked: dict):
    for sort in ("id", "-created_at", "-amount", "stage_entered_at"):
        found = owner.all("/deals", limit=3, sort=sort, **asked)
        assert len({item["id"] for item in found}) == len(found)
        assert len(found) == owner.read("/deals/count", **asked)["count"]


@pytest.mark.parametrize("asked", [
    {"created": "someday"}, {"amount_from": "много"}, {"idle_days": 0}, {"created_from": "вчера"}, {"sort": "title"}])
def test_a_filter_that_is_none_is_refused(owner: Program, asked: dict):
    assert owner.get("/deals", **asked).status_code == 400
