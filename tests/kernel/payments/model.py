"""A county that pays, as a machine that does anything in any order; looked at after every step.

The rules of the machine say what may be tried, never what comes of it: an act may be refused. What
must hold whatever is done stands in `kernel.payments.invariants`, and here what the bank's own
folder witnesses. Each example is a transaction that is not committed: triggers that wait for the
commit are asked to count after every step.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from minzheng.adapters.banks import BankManner
from minzheng.adapters.banks.simulator import Lost
from minzheng.kernel.payments.states import BatchKind
from tests.kernel.payments import coming_back, standards, treasury
from tests.kernel.payments.chances import (
    A_FEW,
    DYING,
    EARLY,
    FEN,
    KINDS,
    MORE,
    MOST_DEAD,
    MOST_STANDARDS,
    SOMEBODY,
    WHICH,
)
from tests.kernel.payments.floats import Floats
from tests.kernel.payments.town import ALONE, awards
from tests.kernel.payments.treasury import ALL_THE_WAY


class Model(Floats):
    """What may be tried: people, awards, standards, accounts, batches, the bank, debts, floats."""

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
        batch = self.act("draft", treasury.draft, county, BatchKind.REGULAR)
        for done in ALL_THE_WAY[: far - 1] if batch else ():
            self.dies_after = dies if done is ALL_THE_WAY[far - 2] else 0
            self.act(done.__name__, done, batch)

    @rule(far=st.integers(1, 8), dies=DYING, days=st.sampled_from((1, 30)))
    def payday_of_a_month(self, far: int, dies: int, days: int) -> None:
        """The same, a while later."""
        self.here.now += timedelta(days=days)
        self.payday(0, far, dies)

    @precondition(lambda self: self.standards < MOST_STANDARDS)
    @rule(far=st.integers(1, 8), dies=DYING, which=A_FEW, more=MORE)
    def payday_after_a_rise(self, far: int, dies: int, which: int, more: int) -> None:
        """The same, after the standard was raised from an earlier month on."""
        self.standard(which, more, 2, beside=0, dies=0)
        self.payday(0, far, dies)

    @rule(far=EARLY, what=st.integers(0, 7), who=WHICH, nights=st.sampled_from((0, 1, 1, 9)))
    def payday_with_a_break(self, far: int, what: int, who: int, nights: int) -> None:
        """Next month's; between two steps something happens, and perhaps nights pass."""
        self.here.now += timedelta(days=30)
        batch = self.act("draft", treasury.draft, 0, BatchKind.REGULAR)
        for done in ALL_THE_WAY[:far] if batch else ():
            self.act(done.__name__, done, batch)
        happens: tuple[Callable[[], None], ...] = (
            lambda: self.end(who, 2),
            lambda: self.end(who, 3),
            lambda: self.hold(who),
            lambda: self.move(who, who),
            lambda: self.change(who, 1, 1),
            lambda: self.standard(who, 5_000, 1, beside=0, dies=0),
            lambda: self.new_account(who, at_once=True),
            lambda: self.die(who, 40) if self.dead < MOST_DEAD else None,
        )
        happens[what]()
        self.here.now += timedelta(days=nights)
        for done in ALL_THE_WAY[far:] if batch else ():
            self.act(done.__name__, done, batch)

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

    @precondition(lambda self: self.standards < MOST_STANDARDS)
    @rule(which=A_FEW, more=MORE, back=A_FEW, beside=A_FEW, dies=DYING)
    def standard(self, which: int, more: int, back: int, beside: int, dies: int) -> None:
        """Proposed, approved by another person, and every award brought to it."""
        self.standards += 1
        proposal = self.act("propose_standard", standards.propose, which, self.here.month - back)
        made = self.act("approve_standard", standards.approve, proposal) if proposal else None
        if made:
            self.dies_after = dies
            self._rerate(made, more, beside)

    @rule(more=MORE, beside=A_FEW)
    def go_on_rerating(self, more: int, beside: int) -> None:
        """Where the program died, it goes on with what is left."""
        if self.unfinished:
            self._rerate(self.unfinished.pop(0), more, beside)

    def _rerate(self, made: UUID, more: int, beside: int) -> None:
        if not self.act("rerate", standards.rerate, made, more, beside):
            self.unfinished.append(made)

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

    @rule(person=SOMEBODY, at_once=st.booleans())
    def new_account(self, person: int, at_once: bool) -> None:
        """Somebody hands in another card, and another person agrees."""
        self.propose_account(person)
        self.approve_account(person, at_once)

    # ── batches ─────────────────────────────────────────────────────────────────────────────────

    @rule(county=st.integers(0, 1), kind=st.sampled_from(KINDS))
    def draft(self, county: int, kind: BatchKind) -> None:
        self.act("draft", treasury.draft, county, kind)

    @rule(which=WHICH, act=st.integers(0, 4), back=st.sampled_from((0, 0, 0, 1)))
    def go_further(self, which: int, act: int, back: int) -> None:
        """A batch goes a step further, or somebody does to it what is not its turn."""
        standing = list(self.batches.items())
        if standing:
            batch, state = standing[which % len(standing)]
            turns = [done for done, stands in treasury.TO_THE_BANK if stands == state]
            done = turns[0] if turns and not back else treasury.TO_THE_BANK[act][0]
            self.act(done.__name__, done, batch)

    @rule(far=st.integers(1, 5))
    def hand_over(self, far: int) -> None:
        """Whatever waits goes on, so that much is with the bank."""
        for done, state in treasury.TO_THE_BANK[:far]:
            for batch in [each for each, stands in self.batches.items() if stands == state]:
                self.act(done.__name__, done, batch)

    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        if len(self.batches) > 1:
            self.on_some(treasury.cancel, which, "draft", "checked", "approved", "frozen")

    @rule(lost=st.sampled_from(Lost), cut=st.booleans(), copies=st.integers(1, 2))
    def the_bank_is(self, lost: Lost, cut: bool, copies: int) -> None:
        self.here.manner = BankManner(
            seed=copies, refused=300, given_back=300, copies=copies, truncated=cut, lost=lost
        )

    @rule(which=WHICH)
    def ask(self, which: int) -> None:
        if "unknown" in self.batches.values():
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

    @rule(which=WHICH, cut=st.booleans())
    def again(self, which: int, cut: bool) -> None:
        if self.told:
            batch, told = self.told[which % len(self.told)]
            self.act("again", treasury.again, batch, told, cut=cut)

    @rule(county=st.integers(0, 1), all_of_them=st.booleans())
    def repair(self, county: int, all_of_them: bool) -> None:
        self.act("repair", coming_back.repair, county, all_of_them=all_of_them)

    @rule(county=st.integers(0, 1), which=WHICH, lapses=st.booleans())
    def void(self, county: int, which: int, lapses: bool) -> None:
        """Somebody gives up what came back, often after it ceased to be due."""
        if lapses:
            self.change(which, 1, 3)
        self.act("void", coming_back.void, county, which)

    @rule(which=WHICH, unpaid=st.integers(1, 2), far=st.integers(0, 7), dies=DYING)
    def pay_again(self, which: int, unpaid: int, far: int, dies: int) -> None:
        """What the bank did not pay is paid again, some of it to another account."""
        self.answer(which, unpaid, whole=True, back_to_front=False)
        self.new_account(which, at_once=True)
        batch = self.act("repair", coming_back.repair, 0, all_of_them=which % 3 > 0)
        for done in ALL_THE_WAY[:far] if batch else ():
            self.dies_after = dies if done is ALL_THE_WAY[far - 1] else 0
            self.act(done.__name__, done, batch)

    @rule(which=WHICH, back=st.sampled_from((0, 0, 1)), acts=A_FEW, fen=FEN)
    def claim(self, which: int, back: int, acts: int, fen: int) -> None:
        """What was overpaid is asked back, at times what was not, and goes some way."""
        if not self._overpaid():
            self.change(which, 1, 3)
        found = awards() if back else self._overpaid()
        if found:
            self.act("claim", treasury.claim, found[which % len(found)])
            for act in range(acts):
                self.go_on(-1, fen + act)

    def _overpaid(self) -> list[UUID]:
        with self.here.at_work():
            return treasury.overpaid()

    @rule(which=WHICH, fen=FEN)
    def go_on(self, which: int, fen: int) -> None:
        self.act("go_on", treasury.go_on, which, fen)
