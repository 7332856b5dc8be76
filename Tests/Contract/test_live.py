"""The log as it is written: Server-Sent Events for programs."""

import json
import threading

from harness.program import Program


def test_a_listener_hears_of_a_moved_deal(owner: Program, deal: dict, open_stages: list[dict]):
    heard, ready = [], threading.Event()

    def listen() -> None:
        with owner.call("GET", "/live", stream=True, timeout=30) as answer:
            assert answer.headers["Content-Type"].startswith("text/event-stream")
            for line in answer.iter_lines(chunk_size=1, decode_unicode=True):
                ready.set()
                if line.startswith("data:"):
                    heard.append(json.loads(line[5:]))
                    if heard[-1].get("id") == deal["id"]:
                        return

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    assert ready.wait(30), "the stream did not begin"
    move = {"stage_id": open_stages[1]["id"], "version": deal["version"]}
    assert Program(owner.base.removesuffix("/api/v1"), None).get("/me").status_code == 401
    other = Program(owner.base.removesuffix("/api/v1"), owner.session.headers["Authorization"].split()[1])
    assert other.post(f"/deals/{deal['id']}/moves", move).status_code in (200, 201)
    listener.join(30)
    assert any(data["kind"] == "deal" and data["id"] == deal["id"] for data in heard)
