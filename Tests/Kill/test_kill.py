"""Nothing acknowledged is lost, however the server ends."""

import time

from harness.company import Company
from load import Acknowledged, Load, find

ROUNDS = 4


def wait_for(load: Load, writes: int) -> None:
    deadline = time.monotonic() + 60
    while load.done() < writes:
        assert time.monotonic() < deadline, f"{load.done()} writes in a minute"
        time.sleep(0.01)


def test_a_killed_server_keeps_every_acknowledged_write(company: Company):
    everything: list[Acknowledged] = []
    for number in range(ROUNDS):
        load = Load(company).start()
        wait_for(load, 60 + 35 * number)
        company.server.kill()
        everything += load.finish()
        company.server.start()
        find(company, everything)


def test_a_stopped_server_answers_what_it_began(company: Company):
    load = Load(company).start()
    wait_for(load, 80)
    assert company.server.stop() == 0
    acknowledged = load.finish()
    company.server.start()
    find(company, acknowledged)
    owner = company.program("owner")
    # Who was hung up on had sent nothing that was done: the server closed the line between requests.
    told = sum(len(seen.created) for seen in acknowledged)
    assert owner.read("/deals/count")["count"] == told


def test_a_stopped_server_does_not_wait_for_open_pages(company: Company):
    with company.program("owner").call("GET", "/live", stream=True, timeout=20) as stream:
        assert stream.status_code == 200
        began = time.monotonic()
        assert company.server.stop() == 0
        assert time.monotonic() - began < 10
