"""What all suites in Python stand on."""

import pytest
from harness.database import POSTGRES, Database, engines
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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--once", action="store_true", help="repeat nothing, so that the first failure shows")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keeps each test to the engines that it has something to say about."""
    left_out = [item for item in items if not belongs(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]
    for item in items:
        if "Browser" in item.path.parts and not config.getoption("once"):
            # A browser on a busy machine may miss a deadline once. The summary lists whatever was repeated.
            item.add_marker(pytest.mark.flaky(reruns=1))


def belongs(item: pytest.Item) -> bool:
    engine = item.callspec.params.get("engine") if hasattr(item, "callspec") else None
    in_browser = "Browser" in item.path.parts and not item.get_closest_marker("both_engines")
    if engine and (in_browser or item.get_closest_marker("one_engine")):
        return engine == engines()[0]
    if engine and item.get_closest_marker("postgres_only"):
        return engine == POSTGRES
    return True
