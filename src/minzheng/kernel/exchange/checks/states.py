"""The states of authorisations, checks, questions and differences: what may follow what."""

from collections.abc import Mapping

from django.db import models


class PartyKind(models.TextChoices):
    """As what somebody authorises."""

    MEMBER = "member", "共同生活的家庭成员"
    GUARDIAN = "guardian", "监护人代未成年人或无民事行为能力人"
    SUPPORTER = "supporter", "法定赡养抚养扶养义务人"


class SigningMethod(models.TextChoices):
    """How an authorisation was given."""

    PAPER = "paper", "书面签字"
    ELECTRONIC = "electronic", "电子签名"
    WITNESSED = "witnessed", "按手印，两名工作人员在场"


class AuthorisationState(models.TextChoices):
    """An authorisation that was withdrawn stays withdrawn; another one may be given."""

    GIVEN = "given", "已授权"
    REFUSED = "refused", "不同意查询"
    WITHDRAWN = "withdrawn", "已撤回"


class RoundState(models.TextChoices):
    """A check is open as long as departments may be asked for it."""

    OPEN = "open", "核对中"
    REPLACED = "replaced", "已重新核对"
    CLOSED = "closed", "已结束"


class RequestState(models.TextChoices):
    """Where one question to one department stands. Only ANSWERED counts for anything."""

    QUEUED = "queued", "等待发出"
    ASKED = "asked", "已发出，等待答复"
    ANSWERED = "answered", "已答复"
    UNMATCHED = "unmatched", "答复的人与所问的人对不上"
    CONTRADICTORY = "contradictory", "两次答复互相矛盾"
    FAILED = "failed", "多次未能取得可用的答复"
    EXPIRED = "expired", "逾期未答复"
    CALLED_OFF = "called_off", "已停止查询"


class Verdict(models.TextChoices):
    """Whether an answer is about the person who was asked about."""

    MATCHED = "matched", "号码和姓名一致"
    UNSURE = "unsure", "号码一致，姓名须由人辨认"
    OTHER = "other", "不是同一个人"


class LineKind(models.TextChoices):
    """How what was found stands to what was declared."""

    AGREES = "agrees", "一致"
    HIGHER = "higher", "查到的多于申报"
    LOWER = "lower", "查到的少于申报"
    DIFFERS = "differs", "不一致"
    UNDECLARED = "undeclared", "未申报，查到了"
    NOTHING = "nothing", "未申报，也没有查到"
    NO_RECORD = "no_record", "部门没有记录"
    INCOMPLETE = "incomplete", "答复未到齐，暂不能比对"
    CONTRADICTORY = "contradictory", "各部门说法不一"


class DifferenceState(models.TextChoices):
    """What people have done about a line."""

    OPEN = "open", "待处理"
    TOLD = "told", "已告知家庭，等待说明"
    DISPUTED = "disputed", "家庭有异议"
    CONCEDED = "conceded", "家庭认可"
    FOUND = "found", "以核对结果为准"
    DECLARED = "declared", "以家庭申报为准"


_A, _R, _Q, _D = AuthorisationState, RoundState, RequestState, DifferenceState
_WAITING = frozenset({_Q.QUEUED, _Q.ASKED})
_TROUBLED = frozenset({_Q.UNMATCHED, _Q.CONTRADICTORY, _Q.FAILED, _Q.EXPIRED})
_TALKING = frozenset({_D.OPEN, _D.TOLD, _D.DISPUTED, _D.CONCEDED})

STILL_WAITING = _WAITING
MAY_BE_ASKED_AGAIN = _TROUBLED | {_Q.ANSWERED}
NOT_SETTLED = _TALKING
ALL_WELL = frozenset({LineKind.AGREES, LineKind.NOTHING})
"""Lines in which nothing speaks against what the household said."""
TO_BE_TALKED_ABOUT = frozenset(
    {
        LineKind.HIGHER,
        LineKind.LOWER,
        LineKind.DIFFERS,
        LineKind.UNDECLARED,
        LineKind.CONTRADICTORY,
    }
)
"""Lines that somebody has to settle; the others say that all is well, or nothing yet."""

_OUTCOMES = _TROUBLED | {_Q.ANSWERED}

CHECK_TRANSITIONS: Mapping[type[models.TextChoices], Mapping[str, frozenset[str]]] = {
    AuthorisationState: {
        _A.GIVEN: frozenset({_A.WITHDRAWN}),
        # Who refused may think better of it, on a paper of its own.
        _A.REFUSED: frozenset({_A.WITHDRAWN}),
        _A.WITHDRAWN: frozenset(),
    },
    RoundState: {
        _R.OPEN: frozenset({_R.REPLACED, _R.CLOSED}),
        _R.REPLACED: frozenset(),
        _R.CLOSED: frozenset(),
    },
    RequestState: {
        _Q.QUEUED: _WAITING | {_Q.FAILED, _Q.EXPIRED, _Q.CALLED_OFF},
        # Back to the queue when the answer was of no use.
        _Q.ASKED: _WAITING | _OUTCOMES | {_Q.CALLED_OFF},
        # A late answer is an answer; a second one may contradict the first.
        **{state: _OUTCOMES | {_Q.QUEUED, _Q.CALLED_OFF} for state in _OUTCOMES},
        _Q.CALLED_OFF: frozenset(),
    },
    DifferenceState: {
        _D.OPEN: frozenset({_D.TOLD, _D.DISPUTED, _D.CONCEDED, _D.FOUND, _D.DECLARED}),
        _D.TOLD: frozenset({_D.OPEN, _D.DISPUTED, _D.CONCEDED, _D.FOUND, _D.DECLARED}),
        _D.DISPUTED: frozenset({_D.OPEN, _D.DISPUTED, _D.CONCEDED, _D.FOUND, _D.DECLARED}),
        _D.CONCEDED: frozenset({_D.OPEN, _D.DISPUTED, _D.FOUND, _D.DECLARED}),
        # A line is opened again when a later answer says something else.
        # Who has let his time to explain pass may still be heard, once.
        _D.FOUND: frozenset({_D.OPEN, _D.DISPUTED}),
        _D.DECLARED: frozenset({_D.OPEN}),
    },
}
