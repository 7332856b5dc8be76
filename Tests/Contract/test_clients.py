"""Clients: companies, contacts, and finding the same client again."""

import pytest
from harness.company import Company, new_phone
from harness.problems import codes
from harness.program import Program


@pytest.mark.parametrize("kind", ["organisation", "entrepreneur", "family"])
def test_a_company_of_each_type_is_kept_as_it_was_told(owner: Program, kind: str, phone: str):
    made = owner.make("/companies", {
        "type": kind, "name": f"Клиент вида {kind}", "phones": [phone], "emails": [f"{phone[1:]}@client.example"]})
    read = owner.read(f"/companies/{made['id']}")
    assert read == made
    assert (read["type"], read["phones"]) == (kind, [phone])
    assert read["emails"] == [f"{phone[1:]}@client.example"]


def test_a_person_alone_brings_a_family(owner: Program, phone: str):
    person = owner.make("/contacts", {
        "last_name": "Гаджиев", "first_name": "Рустам", "middle_name": "Ильич", "phones": [phone]})
    assert len(person["company_ids"]) == 1
    assert owner.read(f"/companies/{person['company_ids'][0]}")["type"] == "family"


def test_a_person_of_a_company_belongs_to_it(owner: Program):
    company = owner.make("/companies", {"type": "organisation", "name": "Северный ветер"})
    person = owner.make("/contacts", {
        "last_name": "Лапина", "first_name": "Дарья", "company_ids": [company["id"]], "birthday": "1990-05-14"})
    assert person["company_ids"] == [company["id"]]
    assert person["birthday"] == "1990-05-14"


@pytest.mark.parametrize("spelling", [
    "+7 (911) {0}-{1}-{2}", "8 911 {0} {1} {2}", "8911{0}{1}{2}", "7(911){0}-{1}{2}", "911 {0} {1} {2}"])
def test_the_same_phone_in_another_spelling_is_the_same_client(
        owner: Program, sale: dict, phone: str, spelling: str):
    first = owner.make("/deals", {
        "title": "Первая", "pipeline_id": sale["id"], "client": {"name": "Лапин Олег", "phone": phone}})
    digits = phone[-7:]
    second = owner.make("/deals", {
        "title": "Вторая", "pipeline_id": sale["id"],
        "client": {"name": "Олег", "phone": spelling.format(digits[:3], digits[3:5], digits[5:])}})
    assert second["company_id"] == first["company_id"]
    assert second["id"] != first["id"]


def test_the_same_address_of_mail_is_the_same_client(owner: Program, sale: dict, phone: str):
    address = f"{phone[1:]}@mail.example"
    first = owner.make("/deals", {
        "title": "Первая", "pipeline_id": sale["id"], "client": {"name": "Мухин Глеб", "email": address}})
    second = owner.make("/deals", {
        "title": "Вторая", "pipeline_id": sale["id"], "client": {"email": address.upper()}})
    assert second["company_id"] == first["company_id"]


def test_a_client_is_found_by_the_name_of_the_company_too(owner: Program, sale: dict, phone: str):
    made = owner.make("/deals", {
        "title": "Вода в офис", "pipeline_id": sale["id"],
        "client": {"name": "Полякова Ирина", "phone": phone, "company": "ООО «Северный ветер»"}})
    assert owner.read(f"/companies/{made['company_id']}")["type"] == "organisation"
    assert len(made["contact_ids"]) == 1


def test_a_stale_change_of_a_client_is_refused(owner: Program):
    made = owner.make("/companies", {"type": "organisation", "name": "Было"})
    path = f"/companies/{made['id']}"
    changed = owner.patch(path, {"name": "Стало", "version": made["version"]})
    assert changed.status_code == 200 and changed.json()["version"] > made["version"]
    codes(owner.patch(path, {"name": "Поздно", "version": made["version"]}), 409)
    assert owner.read(path)["name"] == "Стало"


def test_all_that_is_wrong_is_named_at_once(owner: Program):
    found = codes(owner.post("/companies", {"type": "club", "name": "", "phones": "x"}), 422)
    assert {"type", "name"} <= set(found)
    found = codes(owner.post("/contacts", {"last_name": "А", "phones": ["12"], "emails": ["nobody"]}), 422)
    assert any(str(field).startswith("phones") for field in found)
    assert any(str(field).startswith("emails") for field in found)


@pytest.mark.parametrize("number", ["7707083893", "500100732259"])
def test_a_tax_number_is_kept(owner: Program, number: str):
    kind = "organisation" if len(number) == 10 else "entrepreneur"
    assert owner.make("/companies", {"type": kind, "name": "С номером", "inn": number})["inn"] == number


def test_nothing_half_done_stays_after_a_refusal(owner: Program, sale: dict):
    before = owner.read("/companies/count"), owner.read("/contacts/count"), owner.read("/deals/count")
    client = {"name": "Никто", "phone": new_phone()}
    codes(owner.post("/deals", {"title": "Чужим", "manager_id": 999999999, "client": client}), 422)
    codes(owner.post("/deals", {"title": "С плохой суммой", "amount": "много", "client": client}), 422)
    assert before == (owner.read("/companies/count"), owner.read("/contacts/count"), owner.read("/deals/count"))


def test_requisites_and_accounts_are_kept_and_changed_by_parts(owner: Program):
    account = {"bik": "044525225", "bank": "ПАО Сбербанк", "account": "40702810200000000001",
               "corr_account": "30101810400000000225"}
    made = owner.make("/companies", {
        "type": "organisation", "name": "С реквизитами", "inn": "7712345671", "ogrn": "1027735123459",
        "requisites": {"full_name": "ООО «С реквизитами»", "basis": "Устава"}, "bank_accounts": [account]})
    assert made["bank_accounts"] == [account]
    path = f"/companies/{made['id']}"
    changed = owner.patch(path, {"requisites": {"director": "Иванов Пётр"}, "version": made["version"]}).json()
    assert changed["requisites"]["basis"] == "Устава" and changed["requisites"]["director"] == "Иванов Пётр"
    assert changed["bank_accounts"] == [account]
    assert owner.read("/companies/count?inn=7712345671")["count"] == 1
    wrong = {"bank_accounts": [{**account, "account": "40702810300000000001"}]}
    assert codes(owner.patch(path, wrong), 422)["bank_accounts.0.account"] == "bad_account"
    assert owner.patch(path, {**wrong, "trusts_numbers": True}).status_code == 200


def test_what_a_person_is_to_his_companies_is_kept(owner: Program):
    company = owner.make("/companies", {"type": "family", "name": "Семья Лапиных"})["id"]
    person = owner.make("/contacts", {
        "first_name": "Дарья", "company_ids": [company],
        "memberships": [{"company_id": company, "role": "decision_maker", "kinship": "spouse"}],
        "messengers": [{"network": "telegram", "name": "https://t.me/lapina_d"}]})
    assert person["memberships"] == [{"company_id": company, "role": "decision_maker", "kinship": "spouse"}]
    assert person["messengers"] == [{"network": "telegram", "name": "lapina_d"}]
    assert owner.read(f"/contacts/count?company_id={company}&role=decision_maker")["count"] == 1
    stranger = {"memberships": [{"company_id": company + 1000, "role": "buyer"}]}
    assert codes(owner.patch(f"/contacts/{person['id']}", stranger), 422)["memberships"] == "not_his_company"


def test_a_clients_timeline_tells_of_its_people_and_deals(owner: Program, sale: dict, phone: str):
    deal = owner.make("/deals", {
        "title": "Всё вместе", "pipeline_id": sale["id"], "client": {"name": "Лапин Олег", "phone": phone}})
    path = f"/companies/{deal['company_id']}/timeline"
    kinds = [event["kind"] for event in owner.read(path)["items"]]
    assert set(kinds) == {"deal_created", "contact_added", "company_added"}
    assert owner.read(f"{path}/count")["count"] == len(kinds)


@pytest.mark.parametrize("kind", ["companies", "contacts"])
def test_a_record_that_was_merged_leads_to_the_one_that_stays(owner: Program, kind: str):
    stays, gone = (owner.make(f"/{kind}", {"type": "organisation", "name": name} if kind == "companies" else {"first_name": name})["id"]
                   for name in ("Остаётся", "Уходит"))
    merge = owner.make(f"/{kind}/{stays}/merges", {"other_id": gone})
    for part in ("", "/timeline?limit=5", "/files/count"):
        answer = owner.call("GET", f"/{kind}/{gone}{part}", allow_redirects=False)
        assert answer.status_code == 308
        assert answer.headers["Location"] == f"/api/v1/{kind}/{stays}{part}"
    assert owner.read(f"/{kind}/{gone}")["id"] == stays
    for answer in (owner.patch(f"/{kind}/{gone}", {"version": 1}),
                   owner.post(f"/{kind}/{gone}/comments", {"text": "Мимо"})):
        assert answer.status_code == 409
        assert answer.json()["code"] == "merged_away" and str(stays) in answer.json()["detail"]
    owner.make(f"/{kind}/{stays}/merges/{merge['id']}/parting", {})
    assert owner.read(f"/{kind}/{gone}")["id"] == gone


def test_clients_are_listed_as_mine_or_the_departments(owner: Program, company: Company):
    other = owner.make("/companies", {
        "type": "organisation", "name": "Чужедальний", "owner_id": company.people["anna"].id})
    mine = owner.make("/companies", {"type": "organisation", "name": "Ближний"})

    def numbers(scope: str, name: str) -> list[int]:
        found = owner.read("/companies", scope=scope, q=name)["items"]
        assert owner.read("/companies/count", scope=scope, q=name)["count"] == len(found)
        return [item["id"] for item in found]

    assert (numbers("mine", "Чужедальний"), numbers("all", "Чужедальний")) == ([], [other["id"]])
    assert numbers("mine", "Ближний") == numbers("department", "Ближний") == [mine["id"]]
    person = owner.make("/contacts", {"first_name": "Своеслава"})
    assert [item["id"] for item in owner.read("/contacts?scope=mine&q=Своеслава")["items"]] == [person["id"]]
    codes(owner.get("/contacts?scope=theirs"), 400)
