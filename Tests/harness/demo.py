"""The demo company, made once on each engine and copied for whoever needs one of his own."""

import atexit
import re
from functools import cache

from .database import Database
from .server import run_on

DEALS, SEED = 300, 7


class Demo:
    """A template of the demo company, and who may sign in to it."""

    def __init__(self, engine: str):
        self.database = Database(engine)
        atexit.register(self.database.remove)
        self.printed = run_on(self.database, "demo", "--deals", str(DEALS), "--seed", str(SEED))
        self.sign_ins = sign_ins(self.printed)

    def copy(self) -> Database:
        return Database(self.database.engine, template=self.database)


def sign_ins(printed: str) -> dict[str, str]:
    """The passwords by e-mail that `voronka demo` prints."""
    emails = re.findall(r"[\w.+-]+@[\w.-]+\w", printed)
    password = re.search(r"(?:пароль|password).*?(\S+)$", printed, re.IGNORECASE | re.MULTILINE)
    assert emails, f"`voronka demo` printed no sign-ins:\n{printed}"
    assert password, f"`voronka demo` printed no password:\n{printed}"
    return dict.fromkeys(emails, password[1])


@cache
def demo(engine: str) -> Demo:
    return Demo(engine)
