"""How long it takes to look something up: search, lists, a client's page."""

import random
from urllib.parse import quote

import latency
from harness.program import Program
from latency import REQUESTS, WARMING, Client, Latency

WANTED = REQUESTS + WARMING
LATIN = dict(zip("ёйцукенгшщзхъфывапролджэячсмитьбю", "`qwertyuiop[]asdfghjkl;'zxcvbnm,.", strict=True))


def search(api: Client, program: Program) -> dict[str, Latency]:
    """By a family name with the first letters of a name, by the last four digits of a phone, and by
    the name again as the other keyboard layout writes it."""
    known = [item for item in program.read("/contacts", limit=200, sort="-created_at")["items"] if item["phones"]]
    names = [f"{item['last_name'] or ''} {(item['first_name'] or '')[:3]}".strip() for item in known]
    tails = [item["phones"][0][-4:] for item in known]
    swapped = ["".join(LATIN.get(letter, letter) for letter in name.lower()) for name in names]

    def of(texts: list[str]) -> Latency:
        return latency.of_pages(api, [f"/api/v1/search?q={quote(random.choice(texts))}" for _ in range(WANTED)])

    return {"search_name": of(names), "search_phone": of(tails), "search_layout": of(swapped)}


def lists(page: Client, program: Program, pipeline: int) -> dict[str, Latency]:
    """Everybody's deals: the beginning, the 5,000th row, narrowed, by sum; clients, and a client's page."""
    seller = next(person["id"] for person in program.all("/users") if person["job"] == "manager")
    everything = "/deals?scope=all&state=all"
    numbers = random_clients(page, program)
    return {
        "list_first": of(page, "/deals?scope=all"),
        "list_deep": of(page, f"{everything}&sort=-created_at&after={deep(program)}"),
        "list_narrow": of(page, f"{everything}&pipeline_id={pipeline}&owner_id={seller}&amount_from=100000"),
        "list_amount": of(page, f"{everything}&sort=-amount"),
        "clients": of(page, "/companies"),
        "client": latency.of_pages(page, [f"/companies/{random.choice(numbers)}" for _ in range(WANTED)]),
    }


def of(page: Client, path: str) -> Latency:
    return latency.of_pages(page, [path] * WANTED)


def deep(program: Program) -> str:
    """Where the list of all deals goes on after 5,000 rows."""
    after = None
    for _ in range(25):
        query = {"limit": 200, "sort": "-created_at"} | ({"after": after} if after else {})
        after = program.read("/deals", **query)["next"] or after
    return quote(after or "")


def random_clients(page: Client, program: Program) -> list[int]:
    """Clients from all over the table, found by their numbers."""
    newest = program.read("/companies", limit=1, sort="-created_at")["items"][0]["id"]
    tried = {random.randint(1, newest) for _ in range(200)}
    return [number for number in tried if program.get(f"/companies/{number}").status_code == 200]
