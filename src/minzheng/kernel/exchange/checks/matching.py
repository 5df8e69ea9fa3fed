"""Whether an answer is about the person who was asked about: by the number, guarded by the name.

Deterministic: the same answer is judged alike every time, and nobody is matched by likeness. What
cannot be decided by rule is shown to a person and counts for nothing until that person decides.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date

from minzheng.base.errors import InvalidIdentifier
from minzheng.base.resident_id import parse_resident_id
from minzheng.kernel.exchange.checks.states import Verdict
from minzheng.kernel.registry.api.means import Identified, comparison_key

_STAND_INS = frozenset("?？*＊□■△○〇�_")
"""What departments write for a character that their systems cannot show, or hide."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reason, in a sentence without any personal value."""

    verdict: Verdict
    reason: str


def judged(sought: Identified, number: str, name: str, *, today: date) -> Judgement:
    """Compare an answer's number and name with whom was asked about."""
    if not _same_number(sought.number, number, today):
        return Judgement(Verdict.OTHER, "答复中的身份号码不是所问的号码")
    keys = {comparison_key(each) for each in sought.names}
    if comparison_key(name) in keys:
        return Judgement(Verdict.MATCHED, "身份号码和姓名一致")
    if any(_legible(each, name) for each in sought.names):
        return Judgement(Verdict.UNSURE, "身份号码一致，姓名中有对方系统不能显示的字")
    return Judgement(Verdict.OTHER, "身份号码一致，但姓名不是档案中的姓名或曾用名")


def _same_number(sought: str, given: str, today: date) -> bool:
    """Both read as 18 digits: one of 15 is the same number; a wrong check digit is another one."""
    first, second = _read(sought, today), _read(given, today)
    return first is not None and first == second


def _read(number: str, today: date) -> str | None:
    try:
        return parse_resident_id(number, today=today, officially_confirmed=True).number
    except InvalidIdentifier:
        return None


def _legible(known: str, given: str) -> bool:
    """Whether all that can be read of a name agrees, character by character."""
    known_signs, given_signs = _signs(known), _signs(given)
    if len(known_signs) != len(given_signs) or not any(map(_hidden, given_signs)):
        return False
    pairs = zip(known_signs, given_signs, strict=True)
    read = [(one, other) for one, other in pairs if not _hidden(other)]
    return bool(read) and all(one == other for one, other in read)


def _signs(name: str) -> list[str]:
    composed = unicodedata.normalize("NFC", name)
    return [each for each in composed if _hidden(each) or comparison_key(each)]


def _hidden(sign: str) -> bool:
    return sign in _STAND_INS or unicodedata.category(sign) == "Co"
