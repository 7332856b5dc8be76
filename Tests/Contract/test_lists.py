"""Lists: pages, counts, filters, and the same answer to everybody who may see the same."""

import pytest
from harness.company import STAFF, Company, new_phone
from harness.program import Program

EVERYBODY = [key for key, *_ in STAFF]
FIELDS = {
    "/users": "id name email job department_id phone extension active",
    "/departments": "id name",
    "/companies": "id type name inn kpp ogrn owner_id segment_id phones emails addresses fields ltv last_touch_at"
    " next_activity_at created_at version",
    "/contacts": "id last_name first_name middle_name company_ids phones emails birthday gender position owner_id"
    " fields version",
    "/pipelines": "id name kind stages",
    "/deals": "id title pipeline_id stage_id state amount company_id contact_ids owner_id manager_id consultant_id"
    " source_id origin fields products utm created_at stage_entered_at closed_at expected_close_on next_activity_at"
    " version",
}


@pytest.fixture(scope="module", autouse=True)
def some_deals(owner: Program, company: Company, sale: dict) -> list[dict]:
    """Seven deals, shared out between two managers."""
    made = []
    for number in range(7):
        who = company.people["anna" if number % 2 else "boris"].id
        made.append(owner.make("/deals", {
            "title": f"Кофемашина {number}", "pipeline_id": sale["id"], "amount": 1000 * number,
            "owner_id": who, "manager_id": who, "client": {"name": f"Клиент {number}", "phone": new_phone()}}))
    return made


@pytest.mark.parametrize("path", FIELDS)
def test_every_promised_field_is_there(owner: Program, path: str):
    for item in owner.all(path):
        assert set(item) >= set(FIELDS[path].split()), f"{path} lacks {set(FIELDS[path].split()) - set(item)}"


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("path", FIELDS)
def test_the_pages_hold_what_the_count_says(company: Company, who: str, path: str):
    program = company.program(who)
    answer, count = program.get(path), program.get(f"{path}/count")
    assert answer.status_code == count.status_code
    if answer.status_code == 403:
        return
    ids = [item["id"] for item in program.all(path, limit=3)]
    assert len(ids) == len(set(ids)), "an item came twice"
    assert len(ids) == count.json()["count"]


@pytest.mark.parametrize("path", ["/companies", "/contacts", "/deals", "/users"])
def test_the_last_page_ends_and_no_page_is_longer_than_asked(owner: Program, path: str):
    pages = list(owner.pages(path, limit=2))
    assert all(len(page) == 2 for page in pages[:-1]) and len(pages[-1]) <= 2
    assert [item for page in pages for item in page] == owner.all(path)


def test_fifty_items_are_a_page_where_nothing_is_said(owner: Program):
    assert len(owner.read("/deals")["items"]) == min(50, owner.read("/deals/count")["count"])


@pytest.mark.parametrize("who", EVERYBODY)
def test_what_the_list_shows_can_be_opened_and_nothing_else(company: Company, who: str):
    program = company.program(who)
    if program.get("/deals").status_code == 403:
        return
    mine = {item["id"] for item in program.all("/deals")}
    for number in (item["id"] for item in company.program("owner").all("/deals")):
        assert program.get(f"/deals/{number}").status_code == (200 if number in mine else 404)


def test_a_manager_does_not_see_the_deals_of_another_department(company: Company, some_deals: list[dict]):
    seen = {item["id"] for item in company.program("anna").all("/deals")}
    his = {item["id"] for item in some_deals if item["manager_id"] == company.people["boris"].id}
    assert his and not his & seen


def test_the_head_sees_the_deals_of_the_department(company: Company, some_deals: list[dict]):
    seen = {item["id"] for item in company.program("head").all("/deals")}
    hers = {item["id"] for item in some_deals if item["manager_id"] == company.people["anna"].id}
    assert hers <= seen


@pytest.mark.parametrize("field", ["pipeline_id", "stage_id", "owner_id", "manager_id", "state", "company_id"])
def test_filters_are_named_after_fields(owner: Program, some_deals: list[dict], field: str):
    value = some_deals[0][field]
    everything = owner.all("/deals")
    expected = {item["id"] for item in everything if item[field] == value}
    assert {item["id"] for item in owner.all("/deals", **{field: value})} == expected
    assert owner.read("/deals/count", **{field: value})["count"] == len(expected)


def test_a_filter_of_the_wrong_kind_is_refused(owner: Program):
    assert owner.get("/deals", owner_id="anna").status_code == 400
    assert owner.get("/deals", state="sleeping").status_code == 400


def test_a_list_that_grows_while_it_is_read_repeats_nothing(owner: Program, sale: dict):
    seen, pages = [], owner.pages("/deals", limit=3)
    for page in pages:
        seen += [item["id"] for item in page]
        if len(seen) < 10:
            owner.make("/deals", {
                "title": "Пришла позже", "pipeline_id": sale["id"], "client": {"phone": new_phone(), "name": "Новый"}})
    assert len(seen) == len(set(seen))


def test_the_log_is_read_from_any_place_on(owner: Program, deal: dict):
    log = owner.all("/events")
    ids = [event["id"] for event in log]
    assert ids == sorted(ids) and len(ids) == len(set(ids))
    middle = ids[len(ids) // 2]
    later = [event["id"] for event in owner.read("/events", after=middle, limit=200)["items"]]
    assert later == [number for number in ids if number > middle][:200]
