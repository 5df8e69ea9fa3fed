"""A county that pays, as a machine that does anything in any order; looked at after every step.

The rules of the machine say what may be tried, never what comes of it: an act may be refused. What
must hold whatever is done stands in `kernel.payments.invariants`, and here what the bank's own
folder witnesses. Each example is a transaction that is not committed: triggers that wait for the
commit are asked to count after every step.
"""

import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from minzheng.adapters.banks import BankManner
from minzheng.adapters.banks.simulator import Lost
from minzheng.base.errors import MinzhengError
from minzheng.kernel.access.worker import working
from minzheng.kernel.documents.api.storage import digest_of
from minzheng.kernel.payments.invariants import breaches
from tests.kernel.payments import treasury
from tests.kernel.payments.town import ALONE, Town, asked, awards

FEN = st.sampled_from((1, 29_999, 30_000, 30_001, 77_777))
SOMEBODY = st.integers(0, 6)
A_FEW = st.integers(0, 3)
WHICH = st.integers(0, 99)
DYING = st.just(0) | st.integers(1, 90)
"""After how many statements; a freeze has some sixty."""
MOST_DEAD = 2
EXAMPLES_UNTIL_TIDY = 20
_FILES = """
select b.number, f.digest from payments_batch b join payments_bankfile f on f.batch_id = b.id
where b.state in ('unknown', 'sent', 'confirmed')
"""


class Killed(BaseException):
    """The program dies here, as far as the database can tell."""


class Model(RuleBasedStateMachine):
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
        folder = self._open.enter_context(tempfile.TemporaryDirectory())
        self.here = Town(Path(folder), list(self.town.persons), list(self.town.homes))
        self.batches: dict[UUID, str] = {}
        self.told: list[tuple[UUID, bytes]] = []
        self.dies_after = 0
        self.dead = 0

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
            self.batches = dict(asked("select id, state from payments_batch order by id"))
        self.tried[f"{name} {outcome}"] += 1
        return found

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

    @initialize(fen=FEN, back=A_FEW, far=st.integers(1, 8), lost=st.sampled_from(Lost))
    def begin(self, fen: int, back: int, far: int, lost: Lost) -> None:
        """Some have something due already, and a first payroll is under way."""
        for person in range(ALONE):
            self.act("enrol", self.here.enrol, person, 0, fen + person, back)
        self.act("enrol_home", self.here.enrol_home, 0, fen + 50_000, back)
        self.the_bank_is(lost, cut=False, copies=2)
        self.payday(0, far, 0)

    @rule(county=st.sampled_from((0, 0, 0, 1)), far=st.integers(1, 8), dies=DYING)
    def payday(self, county: int, far: int, dies: int) -> None:
        """A batch goes as far as it gets, as most of them do; somebody may die on the way."""
        batch = self.act("draft", treasury.draft, county, back=False)
        for done in _ALL_THE_WAY[: far - 1] if batch else ():
            self.dies_after = dies if done is _ALL_THE_WAY[far - 2] else 0
            self.act(done.__name__, done, batch)

    @rule(far=st.integers(1, 8), dies=DYING, days=st.sampled_from((1, 30)))
    def payday_of_a_month(self, far: int, dies: int, days: int) -> None:
        """The same, a while later."""
        self.here.now += timedelta(days=days)
        self.payday(0, far, dies)

    @rule(far=st.integers(1, 8), dies=DYING, fen=FEN)
    def payday_after_a_rise(self, far: int, dies: int, fen: int) -> None:
        """The same, after somebody's amount was changed from an earlier month on."""
        self.change(fen, fen, 2)
        self.payday(0, far, dies)

    # ── time, people, awards ────────────────────────────────────────────────────────────────────

    @rule(days=st.sampled_from((1, 7, 30, 31)))
    def time_passes(self, days: int) -> None:
        self.here.now += timedelta(days=days)

    @rule(after=st.integers(1, 120))
    def dies_soon(self, after: int) -> None:
        """The next act is killed after so many statements, if it has as many."""
        self.dies_after = after

    @rule(person=SOMEBODY, benefit=A_FEW, fen=FEN, back=A_FEW)
    def enrol(self, person: int, benefit: int, fen: int, back: int) -> None:
        self.act("enrol", self.here.enrol, person, benefit, fen, back)

    @rule(home=A_FEW, fen=FEN, back=A_FEW)
    def enrol_home(self, home: int, fen: int, back: int) -> None:
        self.act("enrol_home", self.here.enrol_home, home, fen, back)

    @rule(person=SOMEBODY, place=A_FEW)
    def move(self, person: int, place: int) -> None:
        self.act("move", self.here.move, person, place)

    @precondition(lambda self: self.dead < MOST_DEAD)
    @rule(person=SOMEBODY, days_ago=st.sampled_from((0, 10, 40, 100)))
    def die(self, person: int, days_ago: int) -> None:
        self.dead += 1
        self.act("die", self.here.die, person, days_ago)

    @rule(home=A_FEW)
    def part(self, home: int) -> None:
        self.act("part", self.here.part, home)

    @rule(which=WHICH, fen=FEN | st.just(0), back=A_FEW)
    def change(self, which: int, fen: int, back: int) -> None:
        self._on_award(self.here.change, which, fen, back)

    @rule(which=WHICH, back=A_FEW)
    def end(self, which: int, back: int) -> None:
        self._on_award(self.here.end, which, back)

    @rule(which=WHICH)
    def hold(self, which: int) -> None:
        self._on_award(treasury.hold, which)

    @rule(which=WHICH)
    def release(self, which: int) -> None:
        self.act("release", treasury.release, which)

    @rule(person=SOMEBODY)
    def propose_account(self, person: int) -> None:
        self.act("propose_account", self.here.propose_account, person)

    @rule(which=WHICH, at_once=st.booleans())
    def approve_account(self, which: int, at_once: bool) -> None:
        waiting = self.here.proposed()
        if waiting:
            account = waiting[which % len(waiting)]
            self.act("approve_account", self.here.approve_account, account, at_once=at_once)

    # ── batches ─────────────────────────────────────────────────────────────────────────────────

    @rule(county=st.integers(0, 1), back=st.booleans())
    def draft(self, county: int, back: bool) -> None:
        self.act("draft", treasury.draft, county, back=back)

    @rule(which=WHICH)
    def check(self, which: int) -> None:
        self.on_some(treasury.check, which, "draft", "checked")

    @rule(which=WHICH)
    def approve(self, which: int) -> None:
        self.on_some(treasury.approve, which, "checked")

    @rule(which=WHICH)
    def freeze(self, which: int) -> None:
        self.on_some(treasury.freeze, which, "approved")

    @rule(which=WHICH)
    def file(self, which: int) -> None:
        self.on_some(treasury.file, which, "frozen")

    @rule(far=st.integers(1, 5))
    def hand_over(self, far: int) -> None:
        """Whatever waits goes on, so that much is with the bank."""
        for done, state in _TO_THE_BANK[:far]:
            for batch in [each for each, stands in self.batches.items() if stands == state]:
                self.act(done.__name__, done, batch)

    @precondition(lambda self: len(self.batches) > 1)
    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        self.on_some(treasury.cancel, which, "draft", "checked", "approved", "frozen")

    @rule(lost=st.sampled_from(Lost), cut=st.booleans(), copies=st.integers(1, 2))
    def the_bank_is(self, lost: Lost, cut: bool, copies: int) -> None:
        self.here.manner = BankManner(
            seed=copies, refused=300, given_back=300, copies=copies, truncated=cut, lost=lost
        )

    @rule(which=WHICH)
    def send(self, which: int) -> None:
        self.on_some(treasury.send, which, "filed")

    @precondition(lambda self: "unknown" in self.batches.values())
    @rule(which=WHICH)
    def ask(self, which: int) -> None:
        self.on_some(treasury.ask, which, "unknown")

    # ── the bank answers ────────────────────────────────────────────────────────────────────────

    @rule(which=WHICH)
    def collect(self, which: int) -> None:
        self.on_some(treasury.collect, which, "sent", "unknown", "confirmed")

    @rule(which=WHICH, unpaid=A_FEW, whole=st.booleans(), back_to_front=st.booleans())
    def answer(self, which: int, unpaid: int, whole: bool, back_to_front: bool) -> None:
        named = {"unpaid": unpaid, "whole": whole, "back_to_front": back_to_front}
        self._with_the_bank(treasury.answer, which, **named)

    @rule(which=WHICH, line=A_FEW)
    def give_back(self, which: int, line: int) -> None:
        self._with_the_bank(treasury.give_back, which, line=line)

    @rule(which=WHICH, fen=FEN)
    def wrongly(self, which: int, fen: int) -> None:
        self._with_the_bank(treasury.wrongly, which, fen=fen)

    @precondition(lambda self: self.told)
    @rule(which=WHICH, cut=st.booleans())
    def again(self, which: int, cut: bool) -> None:
        batch, told = self.told[which % len(self.told)]
        self.act("again", treasury.again, batch, told, cut=cut)

    @rule(county=st.integers(0, 1), all_of_them=st.booleans())
    def repair(self, county: int, all_of_them: bool) -> None:
        self.act("repair", treasury.repair, county, all_of_them=all_of_them)

    @rule(which=WHICH)
    def claim(self, which: int) -> None:
        self._on_award(treasury.claim, which)

    @rule(which=WHICH, fen=FEN)
    def go_on(self, which: int, fen: int) -> None:
        self.act("go_on", treasury.go_on, which, fen)

    # ── what holds ──────────────────────────────────────────────────────────────────────────────

    @invariant()
    def it_holds(self) -> None:
        """I1 to I8, as production asks them every night; and the bank has one file of each batch.

        It is the one that we have, and none is there of a batch that was not to leave.
        """
        self.looked[0] += 1
        with working("model"):
            found = tuple(breaches())
        assert not found, found
        kept = dict(asked(_FILES))
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


_TO_THE_BANK: tuple[tuple[Callable[[UUID], None], str], ...] = (
    (treasury.check, "draft"),
    (treasury.approve, "checked"),
    (treasury.freeze, "approved"),
    (treasury.file, "frozen"),
    (treasury.send, "filed"),
)


_IN_PARTS = (treasury.send, treasury.ask, treasury.collect)
"""What commits more than once: who is killed in it leaves behind what was committed before."""


def _together(done: Callable[..., Any]) -> AbstractContextManager[Any]:
    return ExitStack() if done in _IN_PARTS else transaction.atomic()


_ALL_THE_WAY = (*(done for done, _ in _TO_THE_BANK), treasury.collect, treasury.collect)


@contextmanager
def _undone() -> Any:
    """A transaction of which nothing stays."""
    with transaction.atomic():
        yield
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
