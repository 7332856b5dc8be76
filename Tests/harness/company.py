"""A small company with somebody in each job, made as an administrator would: by commands."""

import atexit
import re
import secrets
from dataclasses import dataclass
from functools import cache

from .database import Database
from .program import Program
from .server import Server, run_on

PASSWORD = "Синяя лампа 42"


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    email: str
    job: str


STAFF = [
    ("owner", "Ольга Сергеева", "olga@lampa.example", "owner"),
    ("head", "Пётр Романов", "petr@lampa.example", "head"),
    ("anna", "Анна Крылова", "anna@lampa.example", "manager"),
    ("boris", "Борис Дёмин", "boris@lampa.example", "manager"),
    ("vera", "Вера Сотникова", "vera@lampa.example", "consultant"),
    ("kira", "Кира Белова", "kira@lampa.example", "quality"),
    ("admin", "Антон Седов", "anton@lampa.example", "admin"),
]


def new_phone() -> str:
    """A number that no client has yet."""
    return "+7911" + "".join(secrets.choice("0123456789") for _ in range(7))


class Template:
    """An installation with `STAFF`, each of whom has a token: made once on each engine, then copied."""

    def __init__(self, engine: str):
        self.database = Database(engine)
        atexit.register(self.database.remove)
        self.people: dict[str, Person] = {}
        self.tokens: dict[str, str] = {}
        for key, name, email, job in STAFF:
            self.people[key] = Person(self._add(name, email, job), name, email, job)
            self.tokens[key] = self._token(email)

    def _add(self, name: str, email: str, job: str) -> int:
        printed = run_on(
            self.database, "user", "add", "--name", name, "--email", email, "--job", job,
            "--password-stdin", typed=PASSWORD + "\n")
        number = re.search(r"\d+", printed)
        assert number, f"`user add` printed no id: {printed!r}"
        return int(number[0])

    def _token(self, email: str) -> str:
        printed = run_on(self.database, "token", "create", "--user", email, "--name", "tests")
        tokens = re.findall(r"[A-Za-z0-9_\-.]{20,}", printed)
        assert tokens, f"`token create` printed no token: {printed!r}"
        return tokens[-1]


@cache
def template(engine: str) -> Template:
    return Template(engine)


class Company:
    """An installation with `STAFF`, served; each of them has a token."""

    def __init__(self, engine: str):
        made = template(engine)
        self.database = Database(engine, template=made.database)
        self.people, self.tokens = made.people, made.tokens
        self.server = Server(self.database)

    def program(self, who: str, language: str = "en") -> Program:
        return Program(self.server.url, self.tokens[who], language)

    def __enter__(self) -> "Company":
        self.server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.close()
        self.database.remove()
