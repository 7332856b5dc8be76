"""Servers on a demo company, for tests that end them."""

import pytest
from harness.company import Company


@pytest.fixture
def company(engine: str):
    with Company(engine) as company:
        yield company
