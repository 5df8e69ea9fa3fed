"""What a letter says when it is no decision: completion, acceptance, refusal to accept, end."""

from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import CaseState
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework.letters.wording import About
from minzheng.kernel.casework.models import Case, CaseEvent, Completion

_BY_OUTCOME = {"declined": Outcome.DECLINED, "discontinuation": Outcome.DISCONTINUED}


def about_now(row: Case, item: ServiceItem, kind: str) -> About:
    """What the letter is to say. Raises `Conflict` when the case does not call for it."""
    if kind == "completion":
        asked = _asked(row)
        missing = tuple(str(each) for each in asked.missing)
        return About(row, item, missing=missing, reason=asked.note or "")
    if kind == "acceptance":
        if row.accepted_on is None:
            raise Conflict("办件还没有受理。")
        return About(row, item, reason=_note_of(row, "accept"))
    if kind in _BY_OUTCOME:
        if row.outcome != _BY_OUTCOME[kind]:
            raise Conflict("办件没有这样的结果。")
        return About(row, item, reason=_because(row))
    raise Refused("决定和听取意见的文书在作出决定、发起听取意见时自动制作。")


def _asked(row: Case) -> Completion:
    asked = Completion.objects.filter(case=row).order_by("-asked_at").first()
    if asked is None or row.state != CaseState.RETURNED:
        raise Conflict("办件没有退回补正。")
    return asked


def _because(row: Case) -> str:
    """The reason that was written down when it ended."""
    return _note_of(row, {"declined": "decline", "discontinued": "discontinue"}[row.outcome])


def _note_of(row: Case, act: str) -> str:
    """What was written down with an act: also with an acceptance, what is lacking (容缺受理)."""
    event = CaseEvent.objects.filter(case=row, act=act).order_by("-at").first()
    return (event.note or "") if event else ""
