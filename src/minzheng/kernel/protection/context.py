"""The scope of a transaction: which rows whoever acts may see, told to the database.

`set_config` is always transaction-local, so that a pooled connection carries nothing over to the
next request. One scope is one range of division codes (decision record 0012).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from minzheng.base import divisions
from minzheng.kernel.protection.errors import NoScope, OutsideTransaction
from minzheng.kernel.protection.labels import EVERY_LABEL, Label

__all__ = [
    "NOWHERE",
    "Label",
    "Scope",
    "current",
    "enter",
    "entered",
    "everywhere",
    "scope_of",
]

AFTER_DIGITS = ":"
"""Sorts directly after '9', so that it ends the range of codes with a prefix."""

_TELL = (
    "select set_config('app.low', %s, true), set_config('app.high', %s, true),"
    " set_config('app.labels', %s, true), set_config('app.auditor', %s, true),"
    " set_config('app.account', %s, true), set_config('app.purpose', %s, true),"
    " set_config('app.request', %s, true), set_config('app.persons', %s, true),"
    " set_config('app.households', %s, true)"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """One range of division codes, `low <= code < high`, and the labels that may be seen in it.

    `auditor` opens the audit trail of every division, and nothing else. `persons` and
    `households` are those of a resident, who reads the rows that are declared to be theirs,
    wherever these lie, and writes none.
    """

    low: str
    high: str
    labels: frozenset[Label]
    account: UUID | None = None
    purpose: str = ""
    request: str = ""
    auditor: bool = False
    persons: frozenset[UUID] = frozenset()
    households: frozenset[UUID] = frozenset()


NOWHERE = Scope("", "", frozenset())
"""Sees nothing."""

_scope: ContextVar[Scope | None] = ContextVar("scope", default=None)


def scope_of(division: str) -> tuple[str, str]:
    """The range of a division and everything inside it: `320400` -> `('3204', '3204:')`.

    `''` is the whole country: `('', ':')`.
    """
    prefix = divisions.prefix(division) if len(division) >= divisions.Level.COUNTY else division
    return prefix, prefix + AFTER_DIGITS


def everywhere(purpose: str, request: str = "") -> Scope:
    """The scope of the system itself: sealing, re-encryption, nightly jobs."""
    low, high = scope_of("")
    return Scope(low, high, EVERY_LABEL, None, purpose, request, auditor=True)


def enter(scope: Scope) -> None:
    """Let the rest of the `entered` block see `scope` instead.

    Raises `OutsideTransaction`, and `NoScope` outside such a block: nothing would end the scope.
    """
    if connection.in_atomic_block:
        current()
    _tell(scope)
    _scope.set(scope)


@contextmanager
def entered(scope: Scope) -> Iterator[Scope]:
    """A transaction (or a savepoint in one) that sees `scope`; afterwards what was seen before."""
    outer = _scope.get() if connection.in_atomic_block else None
    with transaction.atomic():
        token = _scope.set(scope)
        try:
            _tell(scope)
            yield scope
        finally:
            _scope.reset(token)
    # A savepoint that was rolled back has restored the settings itself and raised; this is the
    # other case, in which the settings of the savepoint would stay for the rest.
    if connection.in_atomic_block and not connection.needs_rollback:
        _tell(outer or NOWHERE)


def current() -> Scope:
    """The scope of this transaction. Raises `NoScope` when none was entered."""
    scope = _scope.get()
    if scope is None or not connection.in_atomic_block:
        raise NoScope("protected rows are read inside `context.entered(scope)`")
    return scope


def _tell(scope: Scope) -> None:
    if not connection.in_atomic_block:
        raise OutsideTransaction("a scope is entered inside a transaction")
    values = [
        scope.low,
        scope.high,
        ",".join(sorted(scope.labels)),
        "yes" if scope.auditor else "",
        str(scope.account or ""),
        scope.purpose,
        scope.request,
        _list(scope.persons),
        _list(scope.households),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_TELL, values)


def _list(ids: frozenset[UUID]) -> str:
    return ",".join(sorted(map(str, ids)))
