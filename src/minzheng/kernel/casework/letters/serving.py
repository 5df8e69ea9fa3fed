"""Which letter is the one that tells a case's outcome: with it the case has been told."""

from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.kernel.casework.letters.making import OF_OUTCOME
from minzheng.kernel.casework.models import Case, Letter


def tells_the_outcome(row: Case, letter: Letter) -> bool:
    """Whether a letter is the one that the outcome calls for."""
    return bool(row.outcome) and OF_OUTCOME.get(Outcome(row.outcome)) == letter.kind
