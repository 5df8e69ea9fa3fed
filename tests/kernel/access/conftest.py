"""Fixtures of the access tests."""

import os
from pathlib import Path

import pytest
from django.core.cache import cache

from minzheng.kernel.protection.keys import KEYRING_FILE
from tests.people import put_down


@pytest.fixture
def cast(db: None) -> None:
    """The cast, in the test's database."""
    put_down()


@pytest.fixture(autouse=True)
def _nobody_has_tried_before() -> None:
    """Limits are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def keyring_of_this_run() -> Path:
    """The keys of the run, for a test with a home of its own."""
    return Path(os.environ["MINZHENG_HOME"]) / "keys" / KEYRING_FILE
