"""How long one client waits, and how many pages many clients get."""

import http.client
import json
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

REQUESTS, WARMING = 300, 30
CONNECTIONS, THREADS, SECONDS = 16, 2, 10


@dataclass(frozen=True)
class Latency:
    """Milliseconds."""
    median: float
    p95: float

    @staticmethod
    def of(seconds: list[float]) -> "Latency":
        ordered = sorted(seconds)
        return Latency(
            round(statistics.median(ordered) * 1000, 2), round(ordered[int(len(ordered) * 0.95)] * 1000, 2))

    def __str__(self) -> str:
        return f"{self.median:.1f} / {self.p95:.1f}"

    def plain(self) -> dict[str, float]:
        return asdict(self)


class Client:
    """One connection, kept open."""

    def __init__(self, port: int, headers: dict[str, str]):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = headers

    def ask(self, method: str, path: str, body: object | None = None) -> tuple[float, bytes]:
        """Seconds until the whole answer was there, and the answer."""
        headers, content = self.headers, None
        if body is not None:
            content = json.dumps(body).encode()
            headers = headers | {"Content-Type": "application/json"}
        began = time.perf_counter()
        self.connection.request(method, path, content, headers)
        answer = self.connection.getresponse()
        got = answer.read()
        taken = time.perf_counter() - began
        if answer.status not in (200, 201):
            raise RuntimeError(f"{method} {path}: {answer.status} {got[:300]!r}")
        return taken, got


def of_pages(client: Client, paths: Iterable[str]) -> Latency:
    return Latency.of([client.ask("GET", path)[0] for path in paths][WARMING:])


def of_writes(write: Callable[[int], float]) -> Latency:
    return Latency.of([write(number) for number in range(WARMING + REQUESTS)][WARMING:])


def pages_a_second(port: int, cookie: str, paths: list[str]) -> tuple[float, Latency]:
    """What `CONNECTIONS` open at once get, by wrk, and how long each of them waits."""
    listed = ",\n  ".join(json.dumps(path) for path in paths)
    script = f"""
local paths = {{
  {listed}
}}
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], {{ ["Cookie"] = {json.dumps(cookie)} }})
end
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %.3f %.3f %.3f %d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pages.lua"
        file.write_text(script)
        command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", file, f"http://127.0.0.1:{port}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    found = re.search(r"RESULT (\S+) (\S+) (\S+) (\d+)", done.stdout)
    if not found or int(found[4]):
        raise RuntimeError(f"wrk met errors:\n{done.stdout}")
    return float(found[1]), Latency(round(float(found[2]), 2), round(float(found[3]), 2))
