"""Keeps what a department answered: as it was said, once, and never mixed with anything else."""

from collections.abc import Mapping, Sequence
from typing import Any

from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access import clock
from minzheng.kernel.audit import api as audit
from minzheng.kernel.exchange.checks.comparing import refresh
from minzheng.kernel.exchange.checks.matching import judged
from minzheng.kernel.exchange.checks.pacing import listen_until, put_off, reference, wait_on
from minzheng.kernel.exchange.checks.states import RequestState, Verdict
from minzheng.kernel.exchange.checks.terms import Terms, terms_on
from minzheng.kernel.exchange.checks.wire import Malformed, SourceAnswer, read_answer
from minzheng.kernel.exchange.models import CheckAnswer
from minzheng.kernel.exchange.states import move
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.means import identified

_ROOM = 95
"""Of the hundred characters of a message's number, what a mark behind it leaves."""


def receive(row: Any, found: Sequence[Mapping[str, object]]) -> None:
    """Everything that came for one question, which the caller has locked."""
    terms = terms_on(clock.today(), row.division)
    read, trouble = _read(row, found, terms)
    added = [each for each in read if _kept(row, each, terms)]
    if added:
        _answered(row, trouble)
    elif trouble and not read:
        put_off(row, trouble, anew=True)
    else:
        wait_on(row)


def _read(
    row: Any, found: Sequence[Mapping[str, object]], terms: Terms
) -> tuple[list[SourceAnswer], str]:
    """What can be used, and what is wrong with the rest."""
    read, trouble = [], ""
    for raw in found:
        try:
            read.append(
                read_answer(
                    raw, reference=reference(row), source=CheckSource[row.source], terms=terms
                )
            )
        except Malformed as malformed:
            trouble = str(malformed)
    return read, trouble


def _kept(row: Any, answer: SourceAnswer, terms: Terms) -> bool:
    """Whether the answer is a new one: the same one sent twice is one answer."""
    content = answer.content()
    earlier = [each for each in row.answers.all() if each.turn == row.turn]
    if any(_repeats(each, answer, content) for each in earlier):
        return False
    whom = identified(person=row.person, supporter=row.supporter)
    if whom is None:
        return False
    judgement = judged(whom, answer.number, answer.name, today=terms.on)
    # What is said of a stranger is none of our business: that it came is kept, and not what.
    about_another = judgement.verdict is Verdict.OTHER
    CheckAnswer(
        division=row.division,
        label=row.label,
        request=row,
        person=row.person,
        turn=row.turn,
        message=_message(answer, earlier),
        received_at=clock.now(),
        snapshot_on=answer.snapshot,
        expires_on=terms.valid_until(CheckSource[row.source], answer.snapshot),
        verdict=judgement.verdict,
        reason=judgement.reason,
        content=None if about_another else content,
    ).save(force_insert=True)
    return True


def _repeats(kept: Any, answer: SourceAnswer, content: str) -> bool:
    """Whether it was said before: the same, or under one number with nothing of it changed."""
    if kept.message == answer.message:
        return kept.content in (None, content)
    return (kept.content, kept.snapshot_on) == (content, answer.snapshot)


def _message(answer: SourceAnswer, earlier: Sequence[Any]) -> str:
    """Its number; a department that says another thing under the same one has said two things."""
    if answer.message not in {each.message for each in earlier}:
        return answer.message
    return f"{answer.message[:_ROOM]}~{len(earlier) + 1}"


def _answered(row: Any, trouble: str) -> None:
    answers = list(row.answers.filter(turn=row.turn).order_by("received_at", "id"))
    state, counting = standing(answers)
    row.answers.update(chosen=False)
    if counting is not None:
        row.answers.filter(pk=counting.pk).update(chosen=True)
    move(
        row,
        state,
        trouble=trouble,
        failures=0,
        answered_at=clock.now(),
        next_at=listen_until(row),
    )
    verdicts = [str(each.verdict) for each in answers]
    payload: dict[str, audit.JSON] = {
        "source": row.source,
        "state": str(state),
        "answers": verdicts,
        "case": str(row.case),
    }
    audit.record(
        "check.answer",
        subject_type="check_request",
        subject=row.pk,
        division=row.division,
        label=Label(row.label),
        payload=payload,
    )
    refresh(row.round)


def standing(answers: Sequence[Any]) -> tuple[RequestState, Any]:
    """What the answers to one question amount to, and which of them counts by itself."""
    own = [each for each in answers if each.verdict != Verdict.OTHER]
    if not own:
        return RequestState.UNMATCHED, None
    if len(own) > 1:
        # Two different ones, or they would have been one: nobody chooses for the officer.
        return RequestState.CONTRADICTORY, None
    if own[0].verdict != Verdict.MATCHED:
        return RequestState.UNMATCHED, None
    return RequestState.ANSWERED, own[0]
