"""Where a question stands, in a sentence that a clerk can act on."""

from typing import Any

from minzheng.base.clock import business_date
from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access import clock
from minzheng.kernel.exchange.checks.results import RequestView
from minzheng.kernel.exchange.checks.states import (
    MAY_BE_ASKED_AGAIN,
    STILL_WAITING,
    RequestState,
    RoundState,
    Verdict,
)

_S = RequestState
_TONES = {
    _S.ANSWERED: "good",
    _S.UNMATCHED: "bad",
    _S.CONTRADICTORY: "bad",
    _S.FAILED: "bad",
    _S.EXPIRED: "bad",
    _S.CALLED_OFF: "note",
}


def request_view(row: Any, answers: list[Any]) -> RequestView:
    """A question as the page shows it; `answers` are those of the present turn."""
    source = CheckSource[row.source]
    chosen = next((each for each in answers if each.chosen), None)
    own = [each for each in answers if each.verdict != Verdict.OTHER]
    counts = chosen if row.state == _S.ANSWERED else None
    return RequestView(
        id=row.pk,
        source=row.source,
        source_title=source.title,
        state=row.state,
        state_title=RequestState(row.state).label,
        words=words(row, answers),
        tone=_tone(row),
        due_on=row.due_on,
        asked_at=row.asked_at,
        answered_at=row.answered_at,
        snapshot_on=counts.snapshot_on if counts else None,
        expires_on=counts.expires_on if counts else None,
        may_ask_again=row.state in MAY_BE_ASKED_AGAIN and row.round.state == RoundState.OPEN,
        needs_choice=row.state in (_S.CONTRADICTORY, _S.UNMATCHED) and bool(own),
    )


def words(row: Any, answers: list[Any]) -> str:
    """The sentence."""
    late = row.state in STILL_WAITING and clock.today() > row.due_on
    if row.state == _S.QUEUED:
        return row.trouble or "等待发出，后台会自动发出。"
    if row.state == _S.ASKED:
        said = "已逾期，仍在等待答复；该项情况仍按“不知道”处理。"
        return said if late else f"已发出，一般{row.due_on:%m月%d日}前答复。"
    if row.state == _S.ANSWERED:
        return _answered(row, next((each for each in answers if each.chosen), None))
    if row.state == _S.UNMATCHED:
        unsure = any(each.verdict == Verdict.UNSURE for each in answers)
        return (
            "号码一致，但姓名有字看不清，请辨认是否本人。"
            if unsure
            else "答复的不是所问的人，没有采用。请核对姓名、号码后再次询问。"
        )
    return {
        _S.CONTRADICTORY: f"先后收到{len(answers)}份不同的答复，都没有采用。请选定一份或再次询问。",
        _S.FAILED: f"多次未成：{row.trouble or '没有可用的答复'}。请再次询问或另行取证。",
        _S.EXPIRED: "逾期未答复。该项情况仍按“不知道”处理，可以再次询问或另行取证。",
        _S.CALLED_OFF: "已停止查询：授权已撤回，或者这次核对已经结束。",
    }[RequestState(row.state)]


def _answered(row: Any, chosen: Any) -> str:
    late = row.answered_at is not None and business_date(row.answered_at) > row.due_on
    day = f"数据截至{chosen.snapshot_on:%Y-%m-%d}。" if chosen else ""
    return f"答复迟到。{day}" if late else day


def _tone(row: Any) -> str:
    if row.state in STILL_WAITING:
        return "bad" if clock.today() > row.due_on else "wait"
    return _TONES[RequestState(row.state)]
