"""Servers on a demo company, for tests that end them."""

import pytest
from harness.company import Company
from harness.database import Database


@pytest.fixture
def company(engine: str):
    with Company(Database(engine)) as company:
        yield company
