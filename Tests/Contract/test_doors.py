"""Who gets in, and what is said to those who ask wrongly."""

import pytest
import requests
from harness.company import STAFF, Company
from harness.problems import codes
from harness.program import Program

LISTS = ["/users", "/departments", "/companies", "/contacts", "/pipelines", "/deals"]


@pytest.mark.parametrize("path", ["/me", "/nothing", *LISTS])
def test_without_a_token_nothing_is_told(company: Company, path: str):
    answer = Program(company.server.url, None).get(path)
    codes(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("token", ["", "x", "vrk_" + "0" * 40, "a" * 5000, "é"])
def test_a_wrong_token_opens_nothing(company: Company, token: str):
    headers = {"Authorization": f"Bearer {token}".encode()}
    codes(requests.get(f"{company.server.url}/api/v1/me", headers=headers, timeout=30), 401)


@pytest.mark.parametrize("who", [key for key, *_ in STAFF])
def test_everybody_is_told_who_he_is(company: Company, who: str):
    me, person = company.program(who).read("/me"), company.people[who]
    assert (me["id"], me["email"], me["job"], me["name"]) == (person.id, person.email, person.job, person.name)
    assert set(me) >= {"id", "name", "email", "job", "department_id", "phone", "extension", "active"}
    assert me["active"] is True


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[1,2]", b'"text"', b"", b'{"title": "\\ud800"}'])
def test_what_is_not_a_json_object_can_not_be_read(owner: Program, body: bytes):
    answer = owner.call("POST", "/deals", data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    codes(answer, answer.status_code)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "201"}, {"limit": "many"}, {"after": "nowhere"}])
def test_a_parameter_of_the_wrong_kind_is_named(owner: Program, path: str, query: dict):
    found = codes(owner.get(path, **query), 400)
    assert set(found) == {None, *query}


@pytest.mark.parametrize("path", ["/deals/999999999", "/companies/999999999", "/users/999999999", "/nothing"])
def test_what_is_not_there_is_not_found(owner: Program, path: str):
    codes(owner.get(path), 404)


@pytest.mark.parametrize("number", ["abc", "0", "-1", "1.5", "99999999999999999999"])
def test_what_is_no_number_names_no_deal(owner: Program, number: str):
    answer = owner.get(f"/deals/{number}")
    assert answer.status_code in (400, 404)
    codes(answer, answer.status_code)


def test_a_body_without_end_is_too_large(owner: Program):
    try:
        answer = owner.post("/deals", {"title": "а" * 20_000_000})
    except requests.ConnectionError:
        return  # the server hung up before it was all sent
    codes(answer, 413)


@pytest.mark.parametrize("who", ["anna", "vera", "kira"])
def test_who_may_not_add_people_is_told_so(company: Company, who: str):
    body = {"name": "Новый Человек", "email": f"new-{who}@lampa.example", "job": "manager"}
    codes(company.program(who).post("/users", body), 403)


def test_the_message_comes_in_the_language_of_the_caller(company: Company):
    russian = company.program("owner", "ru").post("/deals", {}).json()
    english = company.program("owner", "en-GB,en;q=0.8").post("/deals", {}).json()
    assert [error["code"] for error in russian["errors"]] == [error["code"] for error in english["errors"]]
    for mine, theirs in zip(russian["errors"], english["errors"], strict=True):
        assert any("а" <= letter <= "я" for letter in mine["message"].lower())
        assert not any("а" <= letter <= "я" for letter in theirs["message"].lower())
