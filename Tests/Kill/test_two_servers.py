"""Two servers on one PostgreSQL are one installation."""

import json
import threading
import time

import pytest
from harness.company import PASSWORD, Company, new_phone
from harness.program import Program
from harness.server import Server
from harness.visitor import Visitor


# An embedded database has one server.
pytestmark = pytest.mark.postgres_only


@pytest.fixture
def second(company: Company):
    with Server(company.database) as server:
        yield server


def new_deal(company: Company, program: Program) -> dict:
    pipeline = next(item for item in program.all("/pipelines") if item["name"] == "Продажа")
    return program.make("/deals", {
        "title": "На двух серверах", "pipeline_id": pipeline["id"], "client": {"name": "Иван", "phone": new_phone()}})


def test_a_session_of_one_holds_at_the_other(company: Company, second: Server):
    visitor = Visitor(company.server.url).sign_in(company.people["owner"].email, PASSWORD)
    there = Visitor(second.url)
    for cookie in visitor.session.cookies:
        there.session.cookies.set(cookie.name, cookie.value)
    answer = there.page("/account")
    assert answer.status_code == 200 and "/sign-in" not in answer.url


def test_somebody_added_at_one_is_known_at_the_other(company: Company, second: Server):
    made = company.program("owner").make(
        "/users", {"name": "Глеб Мухин", "email": "gleb@lampa.example", "job": "manager"})
    there = Program(second.url, company.tokens["owner"])
    assert there.read(f"/users/{made['id']}")["name"] == "Глеб Мухин"


def test_a_change_at_one_is_heard_at_the_other(company: Company, second: Server):
    heard: list[dict] = []
    ready = threading.Event()

    def listen() -> None:
        there = Program(second.url, company.tokens["owner"])
        with there.call("GET", "/live", stream=True, timeout=30) as answer:
            for line in answer.iter_lines(chunk_size=1, decode_unicode=True):
                ready.set()
                if line.startswith("data:"):
                    heard.append(json.loads(line[5:]))
                    if heard[-1].get("kind") == "deal":
                        return

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    assert ready.wait(30)
    deal = new_deal(company, company.program("owner"))
    listener.join(30)
    assert heard and heard[-1]["id"] == deal["id"]


def test_two_servers_move_one_deal_once(company: Company, second: Server):
    here, there = company.program("owner"), Program(second.url, company.tokens["owner"])
    deal = new_deal(company, here)
    stages = here.all(f"/pipelines/{deal['pipeline_id']}/stages")
    body = {"stage_id": stages[1]["id"], "version": deal["version"]}
    answers: list[int] = []
    both = threading.Barrier(2)

    def move(program: Program) -> None:
        both.wait()
        answers.append(program.post(f"/deals/{deal['id']}/moves", body).status_code)

    threads = [threading.Thread(target=move, args=(program,)) for program in (here, there)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answers) in ([200, 409], [201, 409])


def test_jobs_run_once(company: Company, second: Server):
    """Imports are jobs: whichever server takes one, its rows become deals once."""
    here, there = company.program("owner"), Program(second.url, company.tokens["owner"])
    before = here.read("/deals/count")["count"]
    mapping = {"columns": {"client": "client", "title": "title"}}
    started = []
    for number in range(4):
        rows = "".join(f"Клиент {number}-{row},Дело {number}-{row}\n" for row in range(25))
        answer = (here, there)[number % 2].call(
            "POST", "/imports", files={"file": ("deals.csv", "client,title\n" + rows)},
            data={"mapping": json.dumps(mapping)})
        if answer.status_code == 422:
            pytest.fail(f"the mapping was refused: {answer.text[:500]}")
        assert answer.status_code in (200, 201, 202), answer.text[:500]
        started.append(answer.json()["id"])
    deadline = time.monotonic() + 60
    while any(here.read(f"/imports/{number}")["state"] not in ("done", "failed") for number in started):
        assert time.monotonic() < deadline, "the imports do not end"
        time.sleep(0.1)
    assert here.read("/deals/count")["count"] == before + 100
