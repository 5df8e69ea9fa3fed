"""Anything in any order for as long as you like: the invariants hold after every step (R-03)."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from minzheng.adapters.banks.simulator import Lost
from tests.database import SERVER, Clone
from tests.kernel.payments.model import Model
from tests.kernel.payments.town import settled

QUICK = settings(
    max_examples=12,
    stateful_step_count=30,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
LONG = settings(
    QUICK,
    max_examples=int(os.environ.get("MODEL_EXAMPLES", "2000")),
    stateful_step_count=50,
    derandomize=False,
    print_blob=True,
    phases=(Phase.generate, Phase.shrink),
)


@pytest.fixture(autouse=True)
def _town(office: None, tmp_path: Path) -> None:
    Model.town = settled(tmp_path)
    Model.tried.clear()
    Model.looked[0] = 0


@pytest.mark.slow
@pytest.mark.django_db
def test_the_rules_hold_whatever_is_done() -> None:
    run_state_machine_as_test(Model, settings=QUICK)
    # A model in which nothing is ever paid, raised or spent proves nothing.
    for each in ("draft done", "freeze done", "send done", "rerate done", "spend done"):
        assert Model.tried[each], sorted(Model.tried.items())


@pytest.mark.django_db
def test_a_repair_that_was_held_and_given_up_is_not_paid_beside_the_payroll() -> None:
    """Found by the machine: the month was ordered again while its repair was held."""
    state = Model()
    state.begin(fen=30_001, back=1, far=6, lost=Lost.NEVER)
    state.answer(which=0, unpaid=1, whole=True, back_to_front=True)
    steps: tuple[Callable[[], None], ...] = (
        lambda: state.propose_account(person=0),
        lambda: state.approve_account(which=0, at_once=False),
        lambda: state.repair(county=0, all_of_them=True),
        lambda: state.payday_of_a_month(far=5, dies=0, days=1),
        lambda: state.cancel(which=1),
        lambda: state.again(which=0, cut=False),
        lambda: state.again(which=0, cut=True),
        lambda: state.payday_of_a_month(far=4, dies=20, days=30),
        lambda: state.hand_over(far=5),
    )
    for step in steps:
        step()
        state.it_holds()
    state.teardown()
    for each in ("answer done", "repair done", "cancel done", "again done", "again refused"):
        assert Model.tried[each], sorted(Model.tried.items())
    assert Model.tried["freeze killed"], sorted(Model.tried.items())


@pytest.mark.exhaustive
@pytest.mark.timeout(6 * 3600)
@pytest.mark.django_db(transaction=True)
def test_the_rules_hold_for_a_hundred_thousand_steps(
    database_clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = time.perf_counter()

    def tell() -> None:
        if told := os.environ.get("MODEL_TOLD"):
            seconds = time.perf_counter() - began
            found = {"steps": Model.looked[0], "seconds": seconds, "tried": Model.tried}
            Path(told).write_text(json.dumps(found), "utf-8")

    def tidied() -> None:
        with SERVER.connect(database_clone.name) as superuser:
            # As if the sealer had been here: nothing is ordered while it is ten minutes late.
            superuser.execute("delete from audit_unsealed")
            superuser.execute("vacuum")
        tell()

    monkeypatch.setattr(Model, "tidy", staticmethod(tidied))
    try:
        run_state_machine_as_test(Model, settings=LONG)
    finally:
        tell()
