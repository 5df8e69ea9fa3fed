"""What the worker does for payments, found by procrastinate by the name of this module.

Every task may be done twice: the states of batches and locks on their rows see to that.
"""

from uuid import UUID

from procrastinate.contrib.django import app

from minzheng.base.months import Month
from minzheng.kernel.payments import collecting, day_sealing, price_rises, sending
from minzheng.kernel.payments.states import BatchState


@app.task(name="payments.send")
def send(batch: str) -> None:
    """Hand one file to its bank. Never tried again by itself: the bank is asked first."""
    sending.send(UUID(batch))


@app.periodic(cron="*/10 * * * *")
@app.task(name="payments.ask_banks", queueing_lock="payments.ask_banks")
def ask_banks(timestamp: int) -> None:
    """Every ten minutes: what has become of batches of which nobody knows."""
    for batch in sending.waiting(BatchState.UNKNOWN):
        sending.ask(batch)


@app.periodic(cron="7 1 * * *")
@app.task(name="payments.seal_days", queueing_lock="payments.seal_days")
def seal_days(timestamp: int) -> None:
    """Every night: the ledger of the days before gets its hash into the audit trail."""
    day_sealing.seal_days()


@app.periodic(cron="5-59/10 * * * *")
@app.task(name="payments.collect_returns", queueing_lock="payments.collect_returns")
def collect_returns(timestamp: int) -> None:
    """Every ten minutes: what banks say of batches that they have."""
    for batch in (*sending.waiting(BatchState.SENT), *sending.waiting(BatchState.UNKNOWN)):
        collecting.collect(batch)


@app.task(name="payments.price_rise")
def price_rise(benefit: str, month: str, division: str, document: str) -> None:
    """Open the awards of a price-linked subsidy; a batch is drafted by an officer."""
    price_rises.open_month(benefit, Month.parse(month), division, document)
