"""Measures Voronka on databases of several sizes, on both engines.

    bench.py --sizes 10000 100000 --engines sqlite postgres

`make bench` calls it with a release build. Every database is a demo company of that many deals, 5 %
of them open. One row of figures is one engine and one size.
"""

import argparse
import datetime
import json
import random
import sys
import time
import traceback
from pathlib import Path

import latency
import looking
import machine
import report
from harness.company import new_phone
from harness.database import Database
from harness.demo import sign_ins
from harness.program import Program
from harness.server import Server, run_on
from harness.visitor import Visitor
from importing import rows_a_second
from latency import REQUESTS, WARMING, Client, Latency

RESULTS = Path(__file__).parent / "results"
WANTED = REQUESTS + WARMING


def measure(engine: str, deals: int) -> dict:
    row: dict = {"engine": engine, "deals": deals}
    with Database(engine) as database:
        began = time.monotonic()
        printed = run_on(database, "demo", "--deals", str(deals), "--seed", "7", timeout=7200)
        row["fill"] = time.monotonic() - began
        say(engine, deals, f"filled in {row['fill']:.0f} s")
        people = sign_ins(printed)
        token = token_of(next(iter(people)), database)
        with Server(database) as server:
            server.stop()
            row["start"] = server.start()
            row |= serve(server, people, token)
            row["memory"] = server.memory()
            server.stop()
        row["disk"] = database.size()
        say(engine, deals, "importing")
        row["rows"] = rows_a_second(database)
    return row


def token_of(email: str, database: Database) -> str:
    return run_on(database, "token", "create", "--user", email, "--name", "bench").split()[-1]


def serve(server: Server, people: dict[str, str], token: str) -> dict:
    program = Program(server.url, token)
    pipeline = next(item for item in program.all("/pipelines") if item["name"] == "Продажа")
    stages = [stage["id"] for stage in sorted(pipeline["stages"], key=lambda stage: stage["position"])]
    known = {person["email"]: person for person in program.all("/users")}
    owner = next(email for email in people if known[email]["job"] == "owner")
    manager = next(email for email in people if known[email]["job"] == "manager")
    boss = Visitor(server.url).sign_in(owner, people[owner])
    seller = Visitor(server.url).sign_in(manager, people[manager])
    board = f"/pipelines/{pipeline['id']}/board"
    numbers = some_deals(program)
    row: dict = {}

    page = Client(server.port, {"Cookie": cookie(boss)})
    row["board_all"] = latency.of_pages(page, [f"{board}?scope=all"] * WANTED)
    row["deal"] = latency.of_pages(page, [f"/deals/{random.choice(numbers)}" for _ in range(WANTED)])
    own = Client(server.port, {"Cookie": cookie(seller)})
    row["board_mine"] = latency.of_pages(own, [f"{board}?scope=mine"] * WANTED)
    row["today"] = latency.of_pages(own, ["/today"] * WANTED)
    row["calendar"] = latency.of_pages(own, ["/calendar?view=week"] * WANTED)
    row["second_face"] = latency.of_pages(page, [f"{board}?face=agenda&scope=all"] * WANTED)
    row["discipline"] = latency.of_pages(page, ["/discipline"] * WANTED)

    api = Client(server.port, {"Authorization": f"Bearer {token}"})
    row["list"] = latency.of_pages(api, ["/api/v1/deals?limit=50"] * WANTED)
    row |= looking.search(api, program)
    row |= looking.lists(page, program, pipeline["id"])
    made: list[dict] = []

    def create(number: int) -> float:
        body = {"title": f"Замер {number}", "pipeline_id": pipeline["id"], "amount": 1000 + number,
                "client": {"name": "Иван Замеров", "phone": new_phone()}}
        taken, answer = api.ask("POST", "/api/v1/deals", body)
        made.append(json.loads(answer))
        return taken

    def move(number: int) -> float:
        body = {"stage_id": stages[1], "version": made[number]["version"]}
        return api.ask("POST", f"/api/v1/deals/{made[number]['id']}/moves", body)[0]

    row["create"], row["move"] = latency.of_writes(create), latency.of_writes(move)

    paths = [f"/deals/{number}" for number in random.sample(numbers, min(len(numbers), 40))]
    paths[::4] = [f"{board}?scope=mine"] * len(paths[::4])
    used = server.processor_time()
    row["pages"], row["pages_latency"] = latency.pages_a_second(server.port, cookie(seller), mine(own, paths, board))
    # Beside other work the seconds of a clock say little: these are the server's own.
    row["page_work"] = (server.processor_time() - used) / (row["pages"] * latency.SECONDS)
    row["look"] = clients_a_second(program)
    return row


def clients_a_second(program: Program) -> float:
    """How fast all clients are looked through, on demand and with everything that the first look finds."""
    began = time.monotonic()
    check = program.post("/client-checks").json()
    while check["finished_at"] is None:
        time.sleep(0.2)
        check = next(item for item in program.all("/client-checks") if item["id"] == check["id"])
    return check["clients"] / (time.monotonic() - began)


def mine(client: Client, paths: list[str], board: str) -> list[str]:
    """The board and the manager's own deals that stand on it, one board to three deals."""
    _, page = client.ask("GET", f"{board}?scope=mine")
    own = sorted({word.decode() for word in page.split(b'"') if word.startswith(b"/deals/") and word[7:].isdigit()})
    if not own:
        return [f"{board}?scope=mine"]
    return [path if "board" in path else own[at % len(own)] for at, path in enumerate(paths)]


def some_deals(program: Program) -> list[int]:
    """Deals from all over the table, found by their numbers."""
    newest = program.read("/deals", limit=1, sort="-id")["items"][0]["id"]
    tried = {random.randint(1, newest) for _ in range(400)}
    return [number for number in tried if program.get(f"/deals/{number}").status_code == 200]


def cookie(visitor: Visitor) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.session.cookies)


def plain(row: dict) -> dict:
    return {key: value.plain() if isinstance(value, Latency) else value for key, value in row.items()}


def say(engine: str, deals: int, words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {engine} {deals}: {words}", file=sys.stderr, flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    arguments.add_argument("--engines", nargs="+", default=["sqlite", "postgres"], choices=["sqlite", "postgres"])
    wanted = arguments.parse_args()
    random.seed(7)
    about, day, rows = machine.describe(), datetime.date.today().isoformat(), []
    RESULTS.mkdir(exist_ok=True)
    failed = False
    for size in wanted.sizes:
        for engine in wanted.engines:
            try:
                rows.append(plain(measure(engine, size)))
            except Exception:  # the figures that were measured and those that follow are not lost with it
                traceback.print_exc()
                failed = True
                continue
            document = {"day": day, "machine": about, "rows": rows}
            (RESULTS / f"{day}.json").write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
            (RESULTS / f"{day}.md").write_text(report.markdown(rows, about, day))
            print(report.tables(rows), flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
