"""What to look at in a demonstration, said in a few lines, from what is on file now."""

from collections.abc import Iterator, Sequence

from minzheng.config.demonstration.offices import APPROVER, CLERK, OFFICER, Places
from minzheng.kernel.access.demonstrating import at_work
from minzheng.kernel.casework.api import publicity, reading
from minzheng.kernel.casework.api.results import CaseRow, InboxCounts
from minzheng.kernel.payments.api import reading as payroll
from minzheng.kernel.payments.states import BatchState

_SHOWN = 200
_STATES = ("draft", "submitted", "returned", "open", "decided", "closed")


def guide(places: Places) -> list[str]:
    """Lines for whoever has just started a demonstration; none where no case is on file."""
    with at_work(CLERK) as clerk:
        rows = reading.cases(clerk, limit=_SHOWN).rows
        counts = reading.inbox_counts(clerk)
        notices = publicity.notices(clerk, state="open").rows
    if not rows:
        return []
    village = notices[0].village if notices else places.village
    return [
        f"办件 {len(rows)} 件（{_by_state(rows)}），用 {CLERK} 登录后看：",
        f"  待办:   /cases/ （{_by_colour(counts)}）",
        *_one(rows, "closed", "  已办结: "),
        *_one(rows, "open", "  在办:   "),
        *_money(),
        "  居民端: /my/ 用上面演示居民的身份证号码登录，可看进度、文书、救助金和待决定的核对授权",
        f"  公示栏: /my/notices/in/{village}/ 不用登录",
    ]


def _money() -> Iterator[str]:
    """The batch that waits for somebody's signature."""
    with at_work(OFFICER) as officer:
        waiting = payroll.list_batches(officer, state=BatchState.CHECKED).rows
    for each in waiting[:1]:
        yield f"  发放批次: /payments/{each.id}/ （待批准，用 {APPROVER} 登录后批准）"


def _by_colour(counts: InboxCounts) -> str:
    return f"逾期 {counts.overdue}、三日内到期 {counts.soon}、其他 {counts.later}"


def _by_state(rows: Sequence[CaseRow]) -> str:
    found = {each.state: each.state_title for each in rows}
    return "、".join(
        f"{found[state]}{sum(each.state == state for each in rows)}"
        for state in _STATES
        if state in found
    )


def _one(rows: Sequence[CaseRow], state: str, title: str) -> Iterator[str]:
    for each in rows:
        if each.state == state:
            yield f"{title}/cases/{each.id}/ （{each.item_title}，{each.applicant_name}）"
            return
