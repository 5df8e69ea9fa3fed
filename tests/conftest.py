"""Fixtures of every test that needs the database.

Tests connect as the application's role, so that row security holds in them as it does in the desk.
What needs another role asks for ``owner_connection`` or ``worker_connection``; these see only what
has been committed, so they go with ``transactional_db``.
"""

import gc
import os
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.template import Template
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from minzheng.config.environment import DatabaseRole
from tests.database import SERVER, Clone, clone_of_this_run, drop_forgotten, in_use

_RENDERED_PLAINLY = vars(Template)["_render"]


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: tests wait for databases, browsers and other programs."""
    return (os.cpu_count() or 1) + 1


def pytest_configure() -> None:
    """Looking for rubbish took a quarter of all time: most of what is loaded stays."""
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(scope="session")
def database_clone() -> Iterator[Clone]:
    """This process's copy of the migrated database, on the running server."""
    with in_use():
        drop_forgotten()
        clone = clone_of_this_run()
        clone.make()
        yield clone
        clone.drop()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, database_clone: Clone
) -> Iterator[None]:
    """Point Django at the copy, and give each test that commits a new one afterwards.

    The application's role may not empty tables, so Django's own way of cleaning up would fail. Nor
    are the contexts of all templates recorded: tests read pages, as people do.
    """
    settings.DATABASES["default"]["NAME"] = database_clone.name

    def copied_again(self: TransactionTestCase) -> None:
        connections.close_all()
        database_clone.make()

    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(TransactionTestCase, "_fixture_teardown", copied_again)
        patch.setattr(Template, "_render", _RENDERED_PLAINLY)
        yield
        connections.close_all()


@pytest.fixture
def owner_connection(django_db_setup: None, database_clone: Clone) -> Iterator[psycopg.Connection]:
    """A connection as the owner of the tables, each statement a transaction of its own."""
    with SERVER.connect(database_clone.name, DatabaseRole.OWNER) as connection:
        yield connection


@pytest.fixture
def worker_connection(django_db_setup: None, database_clone: Clone) -> Iterator[psycopg.Connection]:
    """A connection as the worker, each statement a transaction of its own."""
    with SERVER.connect(database_clone.name, DatabaseRole.WORKER) as connection:
        yield connection


@pytest.fixture
def auditor_connection(
    django_db_setup: None, database_clone: Clone
) -> Iterator[psycopg.Connection]:
    """A connection as the auditor, each statement a transaction of its own."""
    with SERVER.connect(database_clone.name, DatabaseRole.AUDITOR) as connection:
        yield connection
