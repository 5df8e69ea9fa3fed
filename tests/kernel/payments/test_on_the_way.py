"""On the way to the bank: the worker is at it, or nobody knows for too long and is told."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minzheng.adapters.banks import AtTheCounter
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit.models import Event
from minzheng.kernel.payments import on_the_way, ports
from minzheng.kernel.payments import sending as by_the_worker
from minzheng.kernel.payments.api import sending
from minzheng.kernel.payments.ports import BankUnreachable
from tests.kernel.payments.payroll import NOON, awarded, draft, filed, resident
from tests.people import COUNTY, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

FIVE_MINUTES, SECOND = timedelta(minutes=5), timedelta(seconds=1)


class Silent(AtTheCounter):
    """A bank to which there is a line, and nobody answers."""

    connected = True

    def send(self, message_id: str, name: str, content: bytes) -> str:
        raise BankUnreachable

    def ask(self, message_id: str) -> ports.Standing:
        raise BankUnreachable


@pytest.fixture(autouse=True)
def _silent() -> Iterator[None]:
    ports.bank_channel.install(lambda code: Silent())
    yield
    ports.bank_channel.install(lambda code: AtTheCounter())


@pytest.fixture
def batch(office: None) -> UUID:
    """A batch that has its file."""
    awarded(resident(1), 100)
    return filed(draft())


def told() -> int:
    """How often the trail says so."""
    with working("test"):
        return Event.objects.filter(action="payment.unanswered", division=COUNTY).count()


@pytest.mark.parametrize(
    ("passed", "alarmed"),
    [(FIVE_MINUTES - SECOND, 0), (FIVE_MINUTES, 0), (FIVE_MINUTES + SECOND, 1)],
)
def test_five_minutes_without_a_word_are_an_alarm_for_the_county(
    batch: UUID, passed: timedelta, alarmed: int
) -> None:
    assert not by_the_worker.send(batch)
    with clock.standing_at(NOON + passed):
        by_the_worker.ask_all()
        for name in ("finance", "county_officer", "county_approver", "city_officer"):
            with acting(name) as actor:
                assert sending.count_unanswered(actor, most=9) == alarmed
                # The page waits for the worker until it is for people.
                assert sending.is_being_sent(actor, batch=batch) is not bool(alarmed)
        with acting("finance") as finance, CaptureQueriesContext(connection) as queries:
            found = sending.unanswered_batches(finance, limit=9)
        assert [(each.id, each.since) for each in found] == [(batch, NOON)] * alarmed
        assert len(queries) == 1
        with acting("other_county_officer") as stranger:
            assert sending.count_unanswered(stranger, most=9) == 0
            with pytest.raises(Unseen):
                sending.is_being_sent(stranger, batch=batch)
        # Told once, however often the round comes.
        assert [on_the_way.watch(), on_the_way.watch()] == [alarmed, 0]
        assert told() == alarmed


def test_another_attempt_is_another_alarm_and_the_word_of_the_bank_ends_it(batch: UUID) -> None:
    by_the_worker.send(batch)
    later = NOON + FIVE_MINUTES + SECOND
    with clock.standing_at(later):
        assert on_the_way.watch() == 1
    with clock.standing_at(later), acting("finance") as finance:
        sending.mark_never_arrived(finance, batch=batch, evidence="柜台：未收到")
        assert sending.count_unanswered(finance, most=9) == 0
        sending.mark_unknown(finance, batch=batch, reason="又中断")
        assert sending.count_unanswered(finance, most=9) == 0
    with clock.standing_at(later + FIVE_MINUTES + SECOND):
        assert on_the_way.watch() == 1
        with acting("finance") as finance:
            assert sending.count_unanswered(finance, most=9) == 1
            sending.mark_sent(finance, batch=batch, receipt="R1")
            assert sending.count_unanswered(finance, most=9) == 0
    assert told() == 2


def test_the_page_waits_while_the_worker_is_to_send_and_not_for_a_person(batch: UUID) -> None:
    with acting("finance") as finance:
        assert not sending.is_being_sent(finance, batch=batch)
        sending.send_batch(finance, batch=batch)
        assert sending.is_being_sent(finance, batch=batch)
        sending.mark_unknown(finance, batch=batch, reason="传送中断")
        assert sending.is_being_sent(finance, batch=batch)
        ports.bank_channel.install(lambda code: AtTheCounter())
        assert not sending.is_being_sent(finance, batch=batch)
