"""What the worker does for payments, found by procrastinate by the name of this module.

Every task may be done twice: the states of batches and locks on their rows see to that.
"""

from uuid import UUID

from procrastinate.contrib.django import app

from minzheng.kernel.payments import (
    collecting,
    day_sealing,
    inspecting,
    price_rises,
    sending,
    tables_ending,
)
from minzheng.kernel.payments.delivering import ordering
from minzheng.kernel.payments.states import BatchState


@app.task(name="payments.send")
def send(batch: str) -> None:
    """Hand one file to its bank. Never tried again by itself: the bank is asked first."""
    sending.send(UUID(batch))


@app.periodic(cron="7 1 * * *")
@app.task(name="payments.seal_days", queueing_lock="payments.seal_days")
def seal_days(timestamp: int) -> None:
    """Every night: the ledger of the days before gets its hash into the audit trail."""
    day_sealing.seal_days()


@app.periodic(cron="37 2 * * *")
@app.task(name="payments.inspect", lock="payments.inspect", queueing_lock="payments.inspect")
def inspect(timestamp: int) -> None:
    """Every night, and when somebody asks: whether every rule of payments and books holds."""
    inspecting.inspect()


@app.periodic(cron="5-59/10 * * * *")
@app.task(name="payments.collect_returns", queueing_lock="payments.collect_returns")
def collect_returns(timestamp: int) -> None:
    """Every ten minutes: what banks say of batches that they have."""
    for batch in (*sending.waiting(BatchState.SENT), *sending.waiting(BatchState.UNKNOWN)):
        collecting.collect(batch)


@app.periodic(cron="47 3 * * *")
@app.task(name="payments.deliveries", queueing_lock="payments.deliveries")
def deliveries(timestamp: int) -> None:
    """Every night: what is given this month in services and things, and the end of what is over."""
    ordering.nightly()


@app.task(name="payments.price_rise")
def price_rise(rise: str) -> None:
    """Open the awards of a price-linked subsidy; a batch is drafted by an officer."""
    price_rises.carry_out(UUID(rise))


@app.periodic(cron="* * * * *")
@app.task(name="payments.close_tables", queueing_lock="payments.close_tables")
def close_tables(timestamp: int) -> None:
    """Every minute: nothing is kept for strangers of published tables that are over."""
    tables_ending.close_due()
