"""Three payments with the bank, for the tests of returns."""

from uuid import UUID

from django.db.models import Model

from minzheng.kernel.access.worker import working
from minzheng.kernel.payments.api import reading
from tests.kernel.payments.banking import sent
from tests.kernel.payments.payroll import (
    MUCH,
    awarded,
    draft,
    lines_of,
    resident,
)
from tests.people import acting

ALLOTTED = 2 * MUCH


def three() -> UUID:
    """A batch of three lines of 300.01, 500 and 0.01 yuan, with the bank."""
    for sequence, fen in ((1, 30_001), (2, 50_000), (3, 1)):
        awarded(resident(sequence), fen)
    return sent(draft())


def states(batch: UUID) -> list[str]:
    """Of the lines, in their order."""
    return [each.state for each in lines_of(batch)]


def state(batch: UUID) -> str:
    """Of the batch."""
    with acting("finance") as finance:
        return reading.batch_view(finance, batch=batch).row.state


def count_of(model: type[Model]) -> int:
    """How many rows there are."""
    with working("job"):
        return model._default_manager.count()
