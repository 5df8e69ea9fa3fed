"""A pooled connection goes from one person to the next: nothing may be set for its session."""

import re
from collections.abc import Iterator

import pytest

from tests.architecture.sources import kept, text_of

CODE = ("src/minzheng/**/*.py", "src/minzheng/**/*.sql", "src/minzheng/**/*.html")
CALL = re.compile(r"set_config\s*\((?P<arguments>[^()]*(?:\([^()]*\)[^()]*)*)\)", re.IGNORECASE)
LOCAL = re.compile(r",\s*true\s*$", re.IGNORECASE)
SETTING = re.compile(
    r"""["'\s;]set\s+(?!local\b|constraints\b|transaction\b)(session\s+|role\b|app\.|row_security)""",
    re.IGNORECASE,
)
ROLE_SETTINGS = "src/minzheng/config/database/roles.py"
"""Says what holds for a role in every session of it, whoever uses it."""


def session_settings(text: str) -> Iterator[str]:
    """Everything in a text that would outlive a transaction."""
    for call in CALL.finditer(text):
        if not LOCAL.search(call["arguments"]):
            yield call.group()
    for statement in SETTING.finditer(text):
        yield statement.group()


def test_nothing_is_set_for_a_session() -> None:
    files = [path for path in kept(*CODE) if str(path) != ROLE_SETTINGS]
    assert files
    found = {str(path): wrong for path in files if (wrong := list(session_settings(text_of(path))))}
    assert not found


@pytest.mark.parametrize(
    "text",
    [
        "select set_config('app.low', %s, false)",
        "select set_config('app.low', %s, 'f')",
        "SELECT SET_CONFIG('app.low', '', not true)",
        "select set_config('app.low', lower('3204'), false)",
        "cursor.execute('set app.low = 1')",
        "cursor.execute('set session app.low = 1')",
        "cursor.execute('SET SESSION AUTHORIZATION x')",
        "cursor.execute('select 1; set role minzheng_owner')",
        'cursor.execute("set row_security = off")',
    ],
)
def test_a_session_setting_is_found(text: str) -> None:
    assert list(session_settings(text))


@pytest.mark.parametrize(
    "text",
    [
        "select set_config('app.low', %s, true)",
        "select set_config('app.low', lower('3204'), true), set_config('app.high', '', true)",
        "set local work_mem = '128MB'",
        "update t set name = 1",
        "set constraints all deferred",
        "alter table t set schema x",
    ],
)
def test_a_local_setting_is_spared(text: str) -> None:
    assert not list(session_settings(text))
