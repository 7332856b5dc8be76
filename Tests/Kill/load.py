"""Programs that create and move deals at once, and remember what the server acknowledged."""

import threading
from dataclasses import dataclass, field

import requests
from harness.company import Company, new_phone
from harness.program import Program


@dataclass
class Acknowledged:
    """What the server said it had done."""
    created: dict[int, str] = field(default_factory=dict)
    """Title by deal."""
    moved: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Last stage and version by deal."""
    refused: list[str] = field(default_factory=list)
    """Answers that nobody expected."""


class Load:
    """Threads that work until they are told to stop or the server hangs up on them."""

    def __init__(self, company: Company, threads: int = 8):
        self.company = company
        self.acknowledged = [Acknowledged() for _ in range(threads)]
        self.sent = self.hung_up = 0
        self.counting = threading.Lock()
        self.stopping = threading.Event()
        pipeline = next(item for item in company.program("owner").all("/pipelines") if item["name"] == "Продажа")
        stages = sorted(pipeline["stages"], key=lambda stage: stage["position"])
        self.pipeline = pipeline["id"]
        self.stages = [stage["id"] for stage in stages if stage["kind"] in ("new", "open")]
        self.threads = [
            threading.Thread(target=self._work, args=(number, seen), daemon=True)
            for number, seen in enumerate(self.acknowledged)]

    def start(self) -> "Load":
        for thread in self.threads:
            thread.start()
        return self

    def finish(self) -> list[Acknowledged]:
        self.stopping.set()
        for thread in self.threads:
            thread.join(60)
            assert not thread.is_alive(), "a request is still waiting for its answer"
        return self.acknowledged

    def done(self) -> int:
        return sum(len(seen.created) + len(seen.moved) for seen in self.acknowledged)

    def _work(self, number: int, seen: Acknowledged) -> None:
        program = self.company.program("owner")
        try:
            while not self.stopping.is_set():
                self._one(program, number, seen)
        except requests.RequestException:
            with self.counting:
                self.hung_up += 1

    def _one(self, program: Program, number: int, seen: Acknowledged) -> None:
        title = f"Заказ {number}-{len(seen.created)}"
        deal = self._post(program, "/deals", seen, {
            "title": title, "pipeline_id": self.pipeline, "amount": 100 + number,
            "client": {"name": "Клиент", "phone": new_phone()}})
        if deal is None:
            return
        seen.created[deal["id"]] = title
        for stage in self.stages[1:3]:
            moved = self._post(
                program, f"/deals/{deal['id']}/moves", seen, {"stage_id": stage, "version": deal["version"]})
            if moved is None:
                return
            seen.moved[deal["id"]] = (moved["stage_id"], moved["version"])
            deal = moved

    def _post(self, program: Program, path: str, seen: Acknowledged, body: dict) -> dict | None:
        with self.counting:
            self.sent += 1
        answer = program.post(path, body)
        if answer.status_code in (200, 201):
            return answer.json()
        seen.refused.append(f"{path}: {answer.status_code} {answer.text[:200]}")
        return None


def find(company: Company, acknowledged: list[Acknowledged]) -> None:
    """Every acknowledged write is in the database: the deal, its stage, and both in the log."""
    owner = company.program("owner")
    deals = {deal["id"]: deal for deal in owner.all("/deals")}
    logged: dict[int, int] = {}
    for event in owner.all("/events"):
        if event["subject"]["kind"] == "deal":
            logged[event["subject"]["id"]] = logged.get(event["subject"]["id"], 0) + 1
    for seen in acknowledged:
        assert not seen.refused, seen.refused[:3]
        for number, title in seen.created.items():
            assert number in deals, f"deal {number} is lost"
            assert deals[number]["title"] == title
            assert logged.get(number, 0) >= 1, f"nothing is logged of deal {number}"
        for number, (stage, version) in seen.moved.items():
            # The move that nobody was told of may have been kept too.
            assert deals[number]["version"] >= version, f"a move of deal {number} is lost"
            if deals[number]["version"] == version:
                assert deals[number]["stage_id"] == stage
            assert logged[number] >= version, f"a move of deal {number} is not in the log"
