"""What all suites in Python stand on."""

import pytest
from harness.database import Database, engines
from harness.server import PROGRAM


def pytest_sessionstart() -> None:
    if not PROGRAM.exists():
        pytest.exit(f"{PROGRAM} is missing: build it first (bin/build debug)", returncode=2)


@pytest.fixture(scope="session", params=engines())
def engine(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def database(engine: str):
    with Database(engine) as database:
        yield database


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What says nothing of the database runs on the first engine only."""
    doubled = [
        item for item in items
        if item.get_closest_marker("one_engine") and item.callspec.params.get("engine") != engines()[0]]
    config.hook.pytest_deselected(items=doubled)
    items[:] = [item for item in items if item not in doubled]
