"""Kinds of evidence, and how long each is kept.

Thirty years for the files of social assistance are practice, not a text of law (domain rules
§13.5): a bureau whose archive rules differ changes the number here, for what is handed in from then
on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """What a document proves; `years` it is kept after the day on which it was handed in."""

    title: str
    years: int


CASE_FILE_YEARS = 30
SUPPLEMENT_YEARS = 10

EVIDENCE_KINDS: Mapping[str, EvidenceKind] = MappingProxyType(
    {
        "identity": EvidenceKind("身份证件", CASE_FILE_YEARS),
        "household_register": EvidenceKind("户口簿", CASE_FILE_YEARS),
        "income": EvidenceKind("收入证明", CASE_FILE_YEARS),
        "property": EvidenceKind("财产证明", CASE_FILE_YEARS),
        "expenditure": EvidenceKind("支出票据", CASE_FILE_YEARS),
        "medical": EvidenceKind("医疗诊断材料", CASE_FILE_YEARS),
        "disability_certificate": EvidenceKind("残疾人证", CASE_FILE_YEARS),
        "authorisation": EvidenceKind("授权书、承诺书", CASE_FILE_YEARS),
        "visit": EvidenceKind("入户调查照片和记录", CASE_FILE_YEARS),
        "decision": EvidenceKind("审批文书", CASE_FILE_YEARS),
        "other": EvidenceKind("其他材料", SUPPLEMENT_YEARS),
    }
)
EVIDENCE_CHOICES = [(code, kind.title) for code, kind in EVIDENCE_KINDS.items()]


def kept_until(kind: str, handed_in: date) -> date:
    """The first day on which a document may be deleted."""
    year = handed_in.year + EVIDENCE_KINDS[kind].years
    try:
        return handed_in.replace(year=year)
    except ValueError:
        # Handed in on 29 February.
        return date(year, 3, 1)
