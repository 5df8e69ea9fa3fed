"""One month after the other is paid; in each, a program is killed once, and all goes on.

What is counted as a loss: an act that was acknowledged and is not there, a payment that the bank
carried out twice, a batch with another number of files than one, a rule of the books that does not
hold, a month that is not paid to the end within a minute of the kill.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.payments.crashing.points import Blow
from benchmarks.payments.crashing.witness import Witness

PATIENCE_S = 60
_RESULT = {"check": "checked", "approve": "approved", "freeze": "frozen", "file": "filed"}
_ACTS = ("draft", "check", "approve", "freeze", "file", "send", "collect")
_AS_WORKER = frozenset(
    {
        *("send", "collect", "by_itself", "night", "order_month", "month"),
        *("wrong", "standing", "counted", "new_id"),
    }
)
_JOURNALS = "select count(*) from payments_journal where id = %s::uuid"
_DOUBLE = """
select count(*) - count(distinct (kind, benefit, coalesce(household_id, person_id)))
  from entitlements_rundifference where run_id = %s::uuid
"""
_UNDONE = "select count(*) from entitlements_runpart where run_id = %s::uuid and done_at is null"
_FOUND = "select count(*) from entitlements_rundifference where run_id = %s::uuid"
_CASH = """
select -coalesce(sum(e.amount_fen), 0) from payments_entry e
join payments_ledgeraccount a on a.id = e.account_id and a.kind = %s
join payments_journal j on j.id = e.journal_id and j.kind in ('payment', 'return')
"""


class Nursery:
    """The program that has children, in one role of the database."""

    def __init__(self, role: str, variables: Mapping[str, str]) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.payments.work", "nurse"],
            env={**variables, "MINZHENG_ROLE": role},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, order: dict[str, Any]) -> dict[str, Any]:
        """What came of an order; an empty answer where the nursery itself is gone."""
        assert self._program.stdin and self._program.stdout
        self._program.stdin.write(json.dumps(order) + "\n")
        self._program.stdin.flush()
        return dict(json.loads(self._program.stdout.readline()))

    def close(self) -> None:
        """The end."""
        if self._program.stdin:
            self._program.stdin.close()
        self._program.wait(30)


@dataclass
class Survey:
    """What was seen so far; `losses` in sentences."""

    kills: Counter[str] = field(default_factory=Counter)
    losses: list[str] = field(default_factory=list)
    longest_s: float = 0.0
    by_hand: int = 0


@dataclass
class Driver:
    """`postmaster` is the number of the database server; `restart` starts it again."""

    witness: Witness
    app: Nursery
    worker: Nursery
    postmaster: Callable[[], int]
    restart: Callable[[], object]
    survey: Survey = field(default_factory=Survey)

    def round(self, turn: int, blow: Blow) -> None:
        """One month, with one kill in it."""
        act = blow.point.act
        before = len(self.survey.losses)
        if act in _ACTS:
            self._payroll(turn, blow)
        elif act == "repair":
            self._payroll(turn, None)
            self._struck(turn, blow, {"turn": turn})
        elif act == "allot":
            self._allotted(turn, blow)
        elif act == "month":
            self._month(turn, blow)
        else:
            self._struck(turn, blow, {})
        self._paid(turn)
        for wrong in self._do(turn, "wrong"):
            self._lost(f"a rule does not hold: {wrong}")
        self._witness()
        if len(self.survey.losses) > before:
            self.survey.losses.append(f"in turn {turn}, {blow.point.name}, {blow.further} further")

    def close(self, turn: int) -> None:
        """At the end the books and the bank speak of the same money."""
        ours = self._do(turn, "counted", query=_CASH, argument="cash")
        if ours != self.witness.fen:
            self._lost(f"the books say {ours} fen, the bank {self.witness.fen}")
        self.app.close()
        self.worker.close()

    def _payroll(self, turn: int, blow: Blow | None) -> None:
        """Act by act, killed in one of them."""
        batch = ""
        for act in _ACTS:
            named = {"turn": turn} if act == "draft" else {"batch": batch}
            named = {} if act == "collect" else named
            if blow is not None and act == blow.point.act:
                answer = self._struck(turn, blow, named)
                self._acknowledged(turn, act, batch, answer)
                return
            found = self._do(turn, act, **named)
            batch = found if act == "draft" else batch

    def _acknowledged(self, turn: int, act: str, batch: str, answer: dict[str, Any]) -> None:
        """Who was told that it is done finds it done."""
        if "result" not in answer:
            return
        chosen = answer["result"] if act == "draft" else batch
        state = self._do(turn, "standing", batch=chosen)["state"]
        wanted = _RESULT.get(act)
        if wanted is not None and state != wanted:
            self._lost(f"{act} was acknowledged, and the batch is {state}")

    def _allotted(self, turn: int, blow: Blow) -> None:
        journal = self._do(turn, "new_id")
        self._struck(turn, blow, {"journal": journal})
        self._do(turn, "allot", journal=journal)
        if self._do(turn, "counted", query=_JOURNALS, argument=journal) != 1:
            self._lost("money was not allotted exactly once")

    def _month(self, turn: int, blow: Blow) -> None:
        """A run that was killed and done again found what one that was not finds."""
        killed = self._do(turn, "order_month", turn=turn)
        self._struck(turn, blow, {"run": killed})
        self._do(turn, "month", run=killed)
        whole = self._do(turn, "order_month", turn=turn)
        self._do(turn, "month", run=whole)
        wrong = sum(
            self._do(turn, "counted", query=query, argument=killed) for query in (_DOUBLE, _UNDONE)
        )
        counts = {self._do(turn, "counted", query=_FOUND, argument=run) for run in (killed, whole)}
        if wrong or len(counts) > 1:
            self._lost(f"a run that was killed found something else: {wrong}, {counts}")

    def _struck(self, turn: int, blow: Blow, arguments: dict[str, Any]) -> dict[str, Any]:
        """Do the act of a point and die in it."""
        point = blow.point
        die: dict[str, Any] = {
            "function": point.function,
            "before": point.before,
            "further": blow.further,
        }
        if point.database:
            die["victim"] = self.postmaster()
        order = {"turn": turn, "act": point.act, "arguments": arguments, "die": die}
        answer = self._nursery(point.act).ask(order)
        if point.database:
            self.restart()
        elif not answer["killed"]:
            raise RuntimeError(f"nobody died at {point.name}: {answer}")
        self.survey.kills[point.name] += 1
        return answer

    def _paid(self, turn: int) -> None:
        """Everybody comes back and goes on until nothing waits; nothing is told to anybody."""
        began = time.perf_counter()
        # Whoever's draft was lost drafts again; where it was not, nothing is left to be paid.
        self._ask(turn, "draft", {"turn": turn})
        for _ in range(2):
            self._do(turn, "go_on")
            if self._do(turn, "by_itself")["asked"]:
                self.survey.by_hand += self._do(turn, "never_came")
                self._do(turn, "by_itself")
            self._ask(turn, "repair", {"turn": turn})
        self._do(turn, "go_on")
        self._do(turn, "by_itself")
        seconds = time.perf_counter() - began
        self.survey.longest_s = max(self.survey.longest_s, seconds)
        if seconds > PATIENCE_S:
            self._lost(f"it took {seconds:.0f} s")

    def _witness(self) -> None:
        """What the bank did, by its own folder: each account is paid once for each month."""
        for wrong in self.witness.look():
            self._lost(wrong)

    def _do(self, turn: int, act: str, /, **arguments: Any) -> Any:
        answer = self._ask(turn, act, arguments)
        if "result" not in answer:
            raise RuntimeError(f"{act} failed: {answer}")
        return answer["result"]

    def _ask(self, turn: int, act: str, arguments: dict[str, Any]) -> dict[str, Any]:
        return self._nursery(act).ask({"turn": turn, "act": act, "arguments": arguments})

    def _nursery(self, act: str) -> Nursery:
        return self.worker if act in _AS_WORKER else self.app

    def _lost(self, sentence: str) -> None:
        self.survey.losses.append(sentence)
