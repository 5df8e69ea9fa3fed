"""Weighing a case: the rules are asked, and what they say is put on the case as flags.

A flag opens the step that it makes due: a cut that the rules propose opens the hearing, a question
that they cannot answer keeps the decision from being due.
"""

from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.catalogue.casework.steps import Flag
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework.deciding.draws import drawn
from minzheng.kernel.casework.deciding.proposals import Weighed, weighed
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case
from minzheng.kernel.casework.moving import move


def no_longer_missing(actor: Actor, row: Case, found: Weighed) -> None:
    """What was missing has come since the case was weighed: the decision is due again."""
    if Flag.CANNOT_DECIDE.value in row.flags and found.results and not found.cannot_decide:
        move(actor, row, Act(ActKind.CLEAR, flags=frozenset({Flag.CANNOT_DECIDE})))


def weigh(actor: Actor, row: Case) -> Weighed:
    """Ask the rules, and set or clear what follows; the row is locked. Raises `Conflict`."""
    item = item_of(row)
    found = weighed(row, item)
    wanted = {Flag.ADVERSE: found.lowers, Flag.CANNOT_DECIDE: bool(found.cannot_decide)}
    for flag, due in wanted.items():
        held = flag.value in row.flags
        if flag in item.flags and due is not held:
            kind = ActKind.FLAG if due else ActKind.CLEAR
            move(actor, row, Act(kind, flags=frozenset({flag})))
    may_be_drawn = item.drawn_of_ten and Flag.SAMPLED.value not in row.flags
    if may_be_drawn and drawn(row, item.drawn_of_ten):
        move(actor, row, Act(ActKind.FLAG, flags=frozenset({Flag.SAMPLED})))
    return found
