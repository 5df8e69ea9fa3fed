"""The chain: gapless, in order, one sealer; checkpoints outside; alarms when it falls behind."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction

from minzheng.adapters.checkpoints.files import CheckpointFile
from minzheng.base.clock import FixedClock, SystemClock
from minzheng.kernel.audit import sealing
from minzheng.kernel.audit.api import (
    Entry,
    Finding,
    Lag,
    SealingBehind,
    checkpoint,
    lag,
    record,
    record_many,
    require_sealing,
    seal_all,
    seal_pending,
    verify,
)
from minzheng.kernel.audit.models import Checkpoint, Event, Seal, Unsealed
from minzheng.kernel.protection.context import entered, everywhere

pytestmark = pytest.mark.django_db(transaction=True)
AWKWARD = ["tab\there", "line\nbreak", "back\\slash", "\\N", "", "𬱖㛃", "\r\n", "'\"", "é\u200b"]


@pytest.fixture(autouse=True)
def as_worker(db_as_worker: None) -> None:
    """Sealing is background work."""


@pytest.fixture
def outside(tmp_path: Path) -> CheckpointFile:
    return CheckpointFile(tmp_path / "elsewhere" / "checkpoints.jsonl")


def recorded(number: int) -> None:
    with entered(everywhere("test")):
        record_many(
            Entry("person.read", "person", AWKWARD[n % len(AWKWARD)], "320402001")
            for n in range(number)
        )


def found(outside: CheckpointFile) -> Finding:
    return verify(outside.lines())


def test_events_are_numbered_without_gaps_in_the_order_of_the_queue() -> None:
    recorded(25)
    assert [seal_pending(limit=10) for _ in range(4)] == [10, 10, 5, 0]
    with entered(everywhere("test")):
        seals = list(Seal.objects.order_by("seq").values_list("seq", "event"))
        assert [number for number, _ in seals] == list(range(1, 26))
        assert [event for _, event in seals] == list(
            Event.objects.order_by("id").values_list("id", flat=True)
        )
    assert not Unsealed.objects.exists()


def test_a_sound_trail_is_found_sound(outside: CheckpointFile) -> None:
    recorded(30)
    assert seal_all(batch=7) == 30
    checkpoint(outside)
    recorded(3)
    assert found(outside) == Finding(size=30, head=found(outside).head, waiting=3, checkpoints=1)


def test_an_empty_trail_is_sound_and_has_nothing_to_sign(outside: CheckpointFile) -> None:
    assert checkpoint(outside) is None
    assert found(outside).problems == []


def test_a_checkpoint_is_made_once_for_each_length(outside: CheckpointFile) -> None:
    recorded(2)
    seal_all()
    assert checkpoint(outside) is not None
    assert checkpoint(outside) is None
    recorded(1)
    seal_all()
    assert checkpoint(outside) is not None
    assert [line.count('"size": ') for line in outside.lines()] == [1, 1]
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [2, 3]
    assert found(outside).problems == []


class _Unreachable:
    def deliver(self, line: str) -> None:
        raise OSError("the other office does not answer")


def test_a_checkpoint_that_was_not_delivered_is_made_again(outside: CheckpointFile) -> None:
    recorded(1)
    seal_all()
    with pytest.raises(OSError, match="answer"):
        checkpoint(_Unreachable())
    assert not Checkpoint.objects.exists()
    assert checkpoint(outside) is not None


def test_an_event_in_an_open_transaction_is_sealed_later(
    worker_connection: psycopg.Connection,
) -> None:
    """It must neither be waited for nor leave a gap."""
    with worker_connection.transaction():
        worker_connection.execute(
            "insert into audit_unsealed (event, at) values (gen_random_uuid(), now())"
        )
        recorded(1)
        assert seal_all() == 1
    assert list(Seal.objects.values_list("seq", flat=True)) == [1]


def test_two_sealers_never_fork_the_chain(outside: CheckpointFile) -> None:
    recorded(400)
    total: list[int] = []

    def work() -> None:
        for _ in range(60):
            total.append(seal_pending(limit=10))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total.append(seal_all())
    checkpoint(outside)
    assert sum(total) == 400
    assert (found(outside).size, found(outside).problems) == (400, [])


def test_a_sealer_that_fails_midway_leaves_nothing(worker_connection: psycopg.Connection) -> None:
    recorded(5)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert seal_pending() == 5
        _ = 1 / 0
    assert not Seal.objects.exists()
    assert seal_pending() == 5


def test_lag_is_seen_alarming_and_stopping() -> None:
    now = SystemClock().now()
    assert lag() == Lag(0, timedelta())
    recorded(3)
    later = FixedClock(now + sealing.ALARM_AFTER + timedelta(seconds=30))
    assert lag().waiting == 3
    assert not lag().alarming
    assert lag(clock=later).alarming
    assert not lag(clock=later).stopping
    require_sealing(clock=later)
    much_later = FixedClock(now + sealing.STOP_AFTER + timedelta(seconds=30))
    with pytest.raises(SealingBehind, match="暂停"):
        require_sealing(clock=much_later)
    seal_all()
    require_sealing(clock=much_later)


def test_a_queue_that_grows_too_long_stops(worker_connection: psycopg.Connection) -> None:
    worker_connection.execute(
        "insert into audit_unsealed (event, at)"
        " select gen_random_uuid(), now() from generate_series(1, %s)",
        [sealing.MOST_WAITING],
    )
    with pytest.raises(SealingBehind):
        require_sealing(clock=FixedClock(datetime(2020, 1, 1, tzinfo=UTC)))


def test_a_deleted_event_that_was_never_sealed_keeps_the_alarm_on(
    worker_connection: psycopg.Connection,
) -> None:
    worker_connection.execute(
        "insert into audit_unsealed (event, at) values (gen_random_uuid(), now() - interval '1 h')"
    )
    recorded(2)
    assert seal_all() == 2
    assert lag().stopping


def test_recording_goes_on_while_the_sealer_works(worker_connection: psycopg.Connection) -> None:
    with worker_connection.transaction():
        worker_connection.execute("select pg_advisory_xact_lock(%s)", [sealing.LOCK])
        with entered(everywhere("test")):
            record("person.read")
        assert seal_pending() == 0
    assert seal_pending() == 1
