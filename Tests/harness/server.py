"""The program under test: its commands, and its server as a process."""

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from .database import Database

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("VORONKA_PROGRAM", ROOT / ".build/debug/voronka"))


def run_on(database: Database, *arguments: str, typed: str = "", timeout: float = 600) -> str:
    """Runs a command of the program on the database and returns what it printed; fails where the
    command fails."""
    done = subprocess.run(
        [PROGRAM, *arguments, "--database", database.address], input=typed, capture_output=True, text=True,
        timeout=timeout, cwd=ROOT, env=environment(database), check=False)
    if done.returncode:
        raise AssertionError(f"voronka {' '.join(arguments)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def environment(database: Database) -> dict[str, str]:
    """Ours alone, without what the machine's own installation is told."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("VORONKA_")}
    return plain | {"VORONKA_FILES": str(database.folder)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def die_with_parent() -> None:
    """Linux ends the server when the test run dies, however it dies."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Server:
    """A server process on a database. Its port stays the same when it is started again."""

    def __init__(self, database: Database, settings: dict[str, str] | None = None):
        self.database, self.settings = database, settings or {}
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen | None = None
        self.log = tempfile.NamedTemporaryFile(prefix="voronka-", suffix=".log", delete=False)

    def start(self, patience: float = 60) -> float:
        """Starts it and returns the seconds until its first answer."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--database", self.database.address, "--host", "127.0.0.1", "--port", str(self.port)],
            cwd=ROOT, env=environment(self.database) | self.settings, stdin=subprocess.DEVNULL, stdout=self.log,
            stderr=subprocess.STDOUT, preexec_fn=die_with_parent)
        while time.monotonic() - began < patience:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended with {self.process.returncode}:\n{self.printed()}")
            if self.answers():
                return time.monotonic() - began
            time.sleep(0.005)
        self.kill()
        raise AssertionError(f"the server did not answer within {patience} s:\n{self.printed()}")

    def answers(self) -> bool:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", "/api/openapi.json")
            answered = connection.getresponse().status == 200
            connection.close()
            return answered
        except OSError:
            return False

    def printed(self) -> str:
        return Path(self.log.name).read_text(errors="replace")[-8000:]

    def kill(self) -> None:
        """As a power cut would: SIGKILL."""
        if self.process and self.process.poll() is None:
            self.process.kill()
        if self.process:
            self.process.wait()

    def stop(self, patience: float = 30) -> int:
        """As an administrator would: SIGTERM. Returns the exit code."""
        assert self.process
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired as error:
            self.kill()
            raise AssertionError(f"the server did not stop within {patience} s:\n{self.printed()}") from error

    def memory(self) -> int:
        """Bytes of memory that the process holds."""
        assert self.process
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024

    def processor_time(self) -> float:
        """Seconds of processor time that the process has taken."""
        assert self.process
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        self.kill()
        self.log.close()
        Path(self.log.name).unlink(missing_ok=True)

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
