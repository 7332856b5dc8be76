"""Databases of a test's own, on both engines."""

import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

SQLITE, POSTGRES = "sqlite", "postgres"
POSTGRES_SERVER = os.environ.get("VORONKA_TEST_POSTGRES", "")


def engines() -> list[str]:
    """The engines that this run can test: PostgreSQL where `bin/postgres-for-tests` runs one."""
    return [SQLITE, POSTGRES] if POSTGRES_SERVER else [SQLITE]


class Database:
    """An empty database, or a copy of `template`, which nobody may have open."""

    def __init__(self, engine: str, template: "Database | None" = None):
        self.engine = engine
        self.name = "t_" + secrets.token_hex(6)
        self.folder = Path(tempfile.mkdtemp(prefix="voronka-"))
        """Where the database lies, and the files beside it."""
        if engine == SQLITE:
            self.path = self.folder / "voronka.sqlite"
            self.address = f"sqlite:{self.path}"
            if template:
                for source in template.folder.glob("voronka.sqlite*"):
                    shutil.copy(source, self.folder / source.name)
        else:
            parts = urlsplit(POSTGRES_SERVER)
            self.address = urlunsplit(parts._replace(path=f"/{self.name}"))
            self._manage(f"CREATE DATABASE {self.name} TEMPLATE {template.name if template else 'template1'}")

    def size(self) -> int:
        """Bytes on disk."""
        if self.engine == SQLITE:
            return sum(file.stat().st_size for file in self.folder.glob("voronka.sqlite*"))
        return int(self._manage(f"SELECT pg_database_size('{self.name}')"))

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.engine == POSTGRES:
            self._manage(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    @staticmethod
    def _manage(statement: str) -> str:
        command = ["psql", POSTGRES_SERVER, "--no-psqlrc", "--quiet", "--tuples-only", "--no-align"]
        done = subprocess.run(
            [*command, "--command", statement], capture_output=True, text=True, timeout=120, check=False)
        if done.returncode:
            raise RuntimeError(f"{statement}: {done.stderr.strip()}")
        return done.stdout.strip()
