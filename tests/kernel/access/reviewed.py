"""What docs/reference/permissions.md says: the reviewed table that the matrix expects.

Read from the page and not from `roles.ROLES`, so that a role that was given more than the page says
turns cells red instead of moving the expectation along.
"""

import re
from functools import cache

from minzheng.kernel.protection.labels import Label
from tests.architecture.sources import ROOT

PAGE = ROOT / "docs" / "reference" / "permissions.md"
_CODE = re.compile(r"`([^`]+)`")
_YES = "●"


@cache
def permissions_of(role: str) -> frozenset[str]:
    """The permissions that the page gives a role."""
    head, *rows = _table("Permission")
    column = head.index(f"`{role}`")
    return frozenset(_named(row[0]) for row in rows if row[column] == _YES)


@cache
def marked() -> frozenset[str]:
    """The permissions that want the identity shown."""
    return frozenset(_named(row[0]) for row in _table("Permission")[1:] if row[0].endswith("*"))


@cache
def labels_of(role: str) -> frozenset[Label]:
    """The labels that every post of a role sees."""
    return _labels(role, "Labels")


@cache
def compartments_of(role: str) -> frozenset[Label]:
    """The labels that a post of the role may be granted."""
    return _labels(role, "Compartments")


@cache
def sees_rows(role: str) -> bool:
    """Whether the role sees rows by place."""
    return _role(role, "Sees rows") == "yes"


def _labels(role: str, column: str) -> frozenset[Label]:
    return frozenset(Label(each) for each in _role(role, column).split(", ") if each)


def _role(role: str, column: str) -> str:
    head, *rows = _table("Role")
    [row] = [row for row in rows if row[0] == f"`{role}`"]
    return row[head.index(column)]


@cache
def _table(first: str) -> list[list[str]]:
    """The rows of the table whose first heading is that, without the line of dashes."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("|") and "---" not in line
    ]
    starts = [number for number, row in enumerate(rows) if row[0] in ("Role", "Permission")]
    start = next(number for number in starts if rows[number][0] == first)
    end = next((number for number in starts if number > start), len(rows))
    return rows[start:end]


def _named(cell: str) -> str:
    found = _CODE.match(cell)
    assert found, cell
    return found[1]
