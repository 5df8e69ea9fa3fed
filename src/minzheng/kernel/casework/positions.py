"""A case's row as a position of the pure flow, and back."""

from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import CaseState, Position
from minzheng.catalogue.casework.steps import Flag
from minzheng.kernel.casework.models import Case


def position_of(row: Case) -> Position:
    """Where a case stands."""
    return Position(
        state=CaseState(row.state),
        stage=row.stage,
        open=frozenset(row.open_steps),
        done=frozenset(row.done_steps),
        flags=frozenset(map(Flag, row.flags)),
        outcome=Outcome(row.outcome) if row.outcome else None,
    )


def put(row: Case, position: Position) -> None:
    """Write a position into a row; whoever calls saves it."""
    row.state = position.state.value
    row.stage = position.stage
    row.open_steps = sorted(position.open)
    row.done_steps = sorted(position.done)
    row.flags = sorted(each.value for each in position.flags)
    row.outcome = position.outcome.value if position.outcome else ""
