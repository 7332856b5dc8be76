"""A company with somebody in each job, served on each engine, for the tests of the contract.

Anna sells in the department of sales, Vera advises there, and Peter is its head. Boris sells in a
branch, so he and the others do not see each other's deals.
"""

import pytest
from harness.company import Company, new_phone
from harness.program import Program

IN_SALES = ["head", "anna", "vera"]
IN_BRANCH = ["boris"]


@pytest.fixture(scope="session")
def company(engine: str):
    with Company(engine) as company:
        owner = company.program("owner")
        sales = owner.make("/departments", {"name": "Отдел продаж", "head_id": company.people["head"].id})
        branch = owner.make("/departments", {"name": "Филиал в Твери"})
        for department, members in ((sales, IN_SALES), (branch, IN_BRANCH)):
            for who in members:
                answer = owner.patch(f"/users/{company.people[who].id}", {"department_id": department["id"]})
                assert answer.status_code == 200, answer.text
        yield company


@pytest.fixture(scope="session")
def owner(company: Company) -> Program:
    return company.program("owner")


@pytest.fixture(scope="session")
def anna(company: Company) -> Program:
    """A manager."""
    return company.program("anna")


@pytest.fixture(scope="session")
def sale(owner: Program) -> dict:
    """The funnel of sales, with its stages in order."""
    pipeline = next(item for item in owner.all("/pipelines") if item["name"] == "Продажа")
    stages = owner.all(f"/pipelines/{pipeline['id']}/stages")
    return pipeline | {"stages": sorted(stages, key=lambda stage: stage["position"])}


@pytest.fixture(scope="session")
def open_stages(sale: dict) -> list[dict]:
    return [stage for stage in sale["stages"] if stage["kind"] in ("new", "open")]


@pytest.fixture(scope="session")
def won(sale: dict) -> dict:
    return next(stage for stage in sale["stages"] if stage["kind"] == "won")


@pytest.fixture(scope="session")
def lost(sale: dict) -> dict:
    return next(stage for stage in sale["stages"] if stage["kind"] == "lost")


@pytest.fixture
def phone() -> str:
    """A number that no client has yet."""
    return new_phone()


@pytest.fixture
def deal(owner: Program, sale: dict, company: Company, phone: str) -> dict:
    """Anna's deal in the first stage."""
    return owner.make("/deals", {
        "title": "Обратный осмос под мойку", "pipeline_id": sale["id"], "amount": "148500.00",
        "manager_id": company.people["anna"].id, "owner_id": company.people["anna"].id,
        "client": {"name": "Ковалёв Илья", "phone": phone}})
