"""How anything is done in the model (`model`), and what must hold after it.

Each example is a transaction that is not committed: triggers that wait for the commit are asked to
count after every act. What must hold is one statement, planned once.
"""

import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from django.db import connection, transaction
from hypothesis.stateful import RuleBasedStateMachine, invariant

from minzheng.base.errors import MinzhengError
from minzheng.kernel.access.worker import working
from minzheng.kernel.documents.api.storage import digest_of
from minzheng.kernel.payments.invariants import QUERIES
from minzheng.kernel.protection.context import current, enter
from tests.kernel.payments import standards, treasury
from tests.kernel.payments.town import Town, awards

EXAMPLES_UNTIL_TIDY = 20
_BATCHES = "select 'batch', b.state, b.id::text from payments_batch b"
_FILES = """
select 'file', b.number, f.digest
from payments_batch b join payments_bankfile f on f.batch_id = b.id
where b.state in ('unknown', 'sent', 'confirmed')
"""
_ASKED = (*(each for of_rule in QUERIES.values() for each in of_rule), _BATCHES, _FILES)
_PLANNED = f"prepare model_looks as {' union all '.join(f'({each})' for each in _ASKED)}"


class Killed(BaseException):
    """The program dies here, as far as the database can tell."""


class Machine(RuleBasedStateMachine):
    """One county and its neighbour. `tried` counts what was done, refused and killed."""

    town: ClassVar[Town]
    tried: ClassVar[Counter[str]] = Counter()
    looked: ClassVar[list[int]] = [0]
    ended: ClassVar[list[int]] = [0]
    tidy: ClassVar[Callable[[], None]] = staticmethod(lambda: None)
    """Called now and then between examples: what was undone is still in the tables."""

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        self._open.enter_context(_undone())
        self._open.enter_context(standards.numbers_open())
        folder = self._open.enter_context(tempfile.TemporaryDirectory())
        self.here = replace(self.town, folder=Path(folder))
        self._batches: dict[UUID, str] | None = {}
        self.floats: list[UUID] = []
        self.unfinished: list[UUID] = []
        self.told: list[tuple[UUID, bytes]] = []
        self.dies_after = 0
        self.dead = self.standards = 0

    def teardown(self) -> None:
        """Nothing of it has happened."""
        self._open.close()
        self.ended[0] += 1
        if self.ended[0] % EXAMPLES_UNTIL_TIDY == 0:
            type(self).tidy()

    # ── how anything is done ────────────────────────────────────────────────────────────────────

    def act(self, name: str, done: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Do it: it may be refused, or the program dies in the middle; then nothing happened."""
        left, self.dies_after = self.dies_after, 0
        outcome, found = "done", None
        with self.here.at_work():
            try:
                with _together(done), _dying(left):
                    found = done(*arguments, **named)
                    treasury.count_now()
            except MinzhengError:
                outcome = "refused"
            except Killed:
                outcome = "killed"
                # What brings the scope back may have been the very statement that was not done.
                enter(current())
        self._batches = None
        self.tried[f"{name} {outcome}"] += 1
        return found

    @property
    def batches(self) -> dict[UUID, str]:
        """How every batch stands, the oldest first."""
        if self._batches is None:
            with connection.cursor() as cursor:
                cursor.execute("select id, state from payments_batch order by id")
                self._batches = dict(cursor.fetchall())
        return self._batches

    def some(self, which: int, *states: str) -> UUID | None:
        """One of the batches that stand there."""
        rows = [batch for batch, state in self.batches.items() if state in states]
        return rows[which % len(rows)] if rows else None

    def on_some(self, done: Callable[..., Any], which: int, *states: str, **named: Any) -> Any:
        """Do it to a batch that stands there, sometimes to any other."""
        batch = self.some(which, *states) or self.some(which, *self.batches.values())
        if batch is None:
            return None
        found = self.act(done.__name__, done, batch, **named)
        if isinstance(found, bytes):
            self.told.append((batch, found))
        return found

    # ── what holds ──────────────────────────────────────────────────────────────────────────────

    @invariant()
    def it_holds(self) -> None:
        """I1 to I9, as production asks them every night; the bank has a file of each batch.

        It is the one that we have, and none is there of a batch that was not to leave.
        """
        self.looked[0] += 1
        with connection.cursor() as cursor:
            cursor.execute("execute model_looks")
            rows = cursor.fetchall()
        found = [each for each in rows if each[0] not in ("batch", "file")]
        assert not found, found
        self._batches = {
            UUID(i): state for kind, state, i in sorted(rows, key=_by_id) if kind == "batch"
        }
        kept = {number: digest for kind, number, digest in rows if kind == "file"}
        for folder in self.here.folder.iterdir():
            [order] = self.here.sent_to(folder.name)
            assert kept[folder.name] == digest_of(order)

    def _with_the_bank(self, done: Callable[..., Any], which: int, **named: Any) -> None:
        if self.some(which, "sent", "confirmed") is not None:
            self.on_some(done, which, "sent", "confirmed", **named)

    def _on_award(self, done: Callable[..., Any], which: int, *arguments: Any) -> None:
        known = awards()
        if known:
            self.act(done.__name__, done, known[which % len(known)], *arguments)


_IN_PARTS = (treasury.send, treasury.ask, treasury.collect, standards.rerate)
"""What commits more than once: who is killed in it leaves behind what was committed before."""


def _together(done: Callable[..., Any]) -> AbstractContextManager[Any]:
    return ExitStack() if done in _IN_PARTS else transaction.atomic()


def _by_id(row: tuple[str, str, str]) -> str:
    return row[2]


@contextmanager
def _undone() -> Any:
    """A transaction of which nothing stays; between the acts everything is seen."""
    with transaction.atomic():
        with working("model"), connection.cursor() as cursor:
            cursor.execute("select from pg_prepared_statements where name = 'model_looks'")
            if not cursor.fetchall():
                cursor.execute(_PLANNED)
            yield
            # Whatever state an act has left it in.
            transaction.set_rollback(True)
        transaction.set_rollback(True)


def _dying(after: int) -> AbstractContextManager[None]:
    """Die after so many statements; 0: live."""
    if not after:
        return ExitStack()  # type: ignore[return-value]  # enters as nothing
    left = [after]

    def counted(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        left[0] -= 1
        if not left[0]:
            raise Killed
        return execute(sql, params, many, context)

    return connection.execute_wrapper(counted)
