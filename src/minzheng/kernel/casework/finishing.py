"""What must be there before a step may be said to be done."""

from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import Step, StepKind
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework.deciding.weighing import weigh
from minzheng.kernel.casework.fieldwork.ways import require_no_own_way
from minzheng.kernel.casework.models import Case
from minzheng.kernel.exchange.api.checks import check_state

WEIGHED = frozenset({StepKind.OPINION, StepKind.REVIEW})
"""Before somebody proposes or reviews, the rules are asked: a cut wants its hearing."""


def prepare(actor: Actor, row: Case, item: ServiceItem, code: str, note: str) -> None:
    """Raises `Conflict` for a step that is finished otherwise, or has nothing to show for it."""
    require_no_own_way(row, code)
    step = next((each for each in item.steps if each.code == code), None)
    if step is None or code not in row.open_steps:
        return
    if step.kind is StepKind.CHECK and item.authorises:
        _require_check(row, step, note)
    if step.kind in WEIGHED and item.decides:
        weigh(actor, row)


def _require_check(row: Case, step: Step, note: str) -> None:
    """Everybody has allowed it, was asked about, and what differs is settled.

    Which department has not answered, and which supporter does not agree, is told in the note: it
    stays unknown, and nothing follows from it (社会救助法 art. 41). A member's refusal is another
    matter: the application is incomplete, and ends after notice (57号 arts. 9 and 29).
    """
    state = check_state(case=row.pk)
    if state is None or not state.started:
        raise Conflict("还没有发起信息核对，不能办结。")
    if state.barring:
        named = "、".join(state.barring)
        raise Conflict(
            f"{named}没有授权核对，不能办结。请补齐授权（未成年人由监护人签）；经告知仍不授权的，可以终止程序。"
        )
    if state.unasked:
        named = "、".join(state.unasked)
        raise Conflict(f"{named}已经授权，但还有部门没有查询，请补充查询或者重新核对。")
    if state.unsettled:
        raise Conflict(f"还有{state.unsettled}项核对差异没有处理，不能办结。")
    open_ends = (*state.waiting, *state.failed, *state.refused)
    if open_ends and not note.strip():
        named = "、".join(dict.fromkeys(open_ends))
        raise Refused(f"“{step.title}”还没有取得全部结果（{named}），请说明理由后办结。")
