"""What a notice may show: a list of fields, so that nothing else can be asked for."""

from dataclasses import dataclass
from enum import StrEnum

from minzheng.rules.numbers.definition import Confidence


class PublicField(StrEnum):
    """The only things that a notice can say. What is not here is never published (§13.2)."""

    NAME = "name"
    MASKED_NAME = "masked_name"
    VILLAGE = "village"
    MEMBERS = "members"
    AMOUNT = "amount"
    FORM = "form"
    RESULT = "result"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody calls the title() of a str here
        """In Chinese."""
        return _TITLES[self]


_TITLES = {
    PublicField.NAME: "申请人姓名",
    PublicField.MASKED_NAME: "申请人姓名（部分隐去）",
    PublicField.VILLAGE: "所在村（社区）",
    PublicField.MEMBERS: "保障人数",
    PublicField.AMOUNT: "救助金额",
    PublicField.FORM: "供养方式",
    PublicField.RESULT: "结果",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity:
    """How a proposed decision is put up for objections (公示) and the decision made known (公布).

    ``days`` is the length of the first in calendar days; ``after`` are the fields of the second
    (none: nothing is made known).  ``again``: after an objection the new proposal is put up anew.
    """

    days: int
    fields: tuple[PublicField, ...]
    after: tuple[PublicField, ...] = ()
    again: bool = False
    source: str
    confidence: Confidence = Confidence.SOURCED
