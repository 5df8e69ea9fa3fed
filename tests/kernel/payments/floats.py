"""What may be tried with the floats of towns and with the books by hand (`model`)."""

from collections.abc import Callable
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from minzheng.kernel.payments.states import BatchKind
from tests.kernel.payments import tills, treasury
from tests.kernel.payments.chances import A_FEW, DYING, FEN, MUCH_FEN, TOWN, WHICH
from tests.kernel.payments.keeping import LIMIT
from tests.kernel.payments.machine import Machine
from tests.kernel.payments.treasury import ALL_THE_WAY


class Floats(Machine):
    """Floats: opened, filled, spent from, counted, settled. Aid decided. Journals reversed."""

    @rule(town=TOWN, case=A_FEW, fen=MUCH_FEN, far=st.integers(2, 5), dies=DYING)
    def aid_in_cash(self, town: int, case: int, fen: int, far: int, dies: int) -> None:
        """A float is opened and filled, aid paid from it, the money counted, the county settles."""
        if len(self.floats) < 1 + town:
            made = self.act("open_float", tills.open_float, town)
            self.floats += [made] if made else []
        steps: tuple[Callable[[], None], ...] = (
            lambda: self._on_float(tills.top_up, town, LIMIT // 3),
            lambda: self._on_float(tills.spend, town, self._case(case), fen),
            lambda: self._on_float(tills.count, town, 0),
            lambda: self._on_float(tills.settle, town),
        )
        for step in steps[: far - 1]:
            self.dies_after = dies if step is steps[far - 2] else 0
            step()

    @rule(town=TOWN, fen=MUCH_FEN | st.just(LIMIT))
    def top_up(self, town: int, fen: int) -> None:
        self._on_float(tills.top_up, town, fen)

    @rule(town=TOWN, fen=MUCH_FEN)
    def bring_back(self, town: int, fen: int) -> None:
        self._on_float(tills.bring_back, town, fen)

    @rule(town=TOWN, case=A_FEW, fen=MUCH_FEN)
    def spend(self, town: int, case: int, fen: int) -> None:
        self._on_float(tills.spend, town, self._case(case), fen)

    @rule(which=WHICH)
    def not_spent(self, which: int) -> None:
        if self.floats:
            self.act("not_spent", tills.not_spent, which)

    @rule(town=TOWN, missing=st.integers(0, 1))
    def count(self, town: int, missing: int) -> None:
        self._on_float(tills.count, town, missing)

    @rule(town=TOWN)
    def settle(self, town: int) -> None:
        self._on_float(tills.settle, town)

    @rule(case=A_FEW, fen=MUCH_FEN, far=st.integers(0, 5))
    def decide_aid(self, case: int, fen: int, far: int) -> None:
        """Aid is decided for a case, and paid by a batch what the town has not paid."""
        head = self.here.homes[case % len(self.here.homes)][1]
        self.act("decide", tills.decide, self._case(case), head, fen)
        batch = self.act("draft", treasury.draft, 0, BatchKind.ONCE) if far else None
        for done in ALL_THE_WAY[:far] if batch else ():
            self.act(done.__name__, done, batch)

    @rule(which=WHICH, by_hand=st.booleans())
    def reverse(self, which: int, by_hand: bool) -> None:
        """A journal is reversed, whatever it is about; not what the town began with."""
        known = tills.journals(by_hand=by_hand, but=self.here.founded)
        if known:
            self.act("reverse", tills.reverse, known[which % len(known)])

    @rule(fen=FEN, about=st.sampled_from((0, 0, 1, 2)))
    def post(self, fen: int, about: int) -> None:
        self.act("post", tills.post, fen, about)

    def _case(self, case: int) -> UUID:
        return self.here.cases[case % len(self.here.cases)]

    def _on_float(self, done: Callable[..., object], town: int, *arguments: object) -> None:
        if self.floats:
            self.act(done.__name__, done, self.floats[town % len(self.floats)], *arguments)
