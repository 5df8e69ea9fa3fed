"""The stories: who asks for what, how long ago it began, and how far it has come by today.

A story moves by itself, step after step at a usual pace, until the step named in `until` is to be
done, or until today. `halfway` says that this last step has been begun: departments asked, visitors
sent, a notice put up, the household told of its hearing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from minzheng.catalogue.casework.steps import Flag
from minzheng.catalogue.codes import DisabilityGrade


class Sought(StrEnum):
    """Whom a story is about."""

    FAMILY = "family"
    """A household of working age that gets nothing yet."""
    RESIDENT = "resident"
    """The household of somebody whose number the demonstration prints."""
    OLD = "old"
    DISABLED = "disabled"
    ALONE_AND_OLD = "alone and old"
    CHILD = "child"
    SAME = "same"
    """The household of an earlier story, named in `after`."""
    NOBODY = "nobody"


class Wage(StrEnum):
    """What the head declares to earn."""

    BELOW = "below"
    """Three hundred yuan a head below the standard."""
    NARROWLY_ABOVE = "narrowly above"
    """One yuan above it, in all."""
    A_LITTLE_BELOW = "a little below"
    """A hundred yuan a head below it."""
    LESS_THAN_HALF_ABOVE = "less than half above"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One case. `began` is in working days before today; `tells` are facts that are declared.

    `learns` are facts of its person that an authority lets the office know as it begins.
    """

    code: str
    item: str
    began: int
    seeks: Sought = Sought.FAMILY
    until: str = ""
    halfway: bool = False
    next_town: bool = False
    """Looked for in the next town first."""
    after: str = ""
    wage: Wage = Wage.BELOW
    tells: Mapping[str, int | bool] = field(default_factory=dict)
    learns: Mapping[str, int] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    portal: bool = False
    urgent: bool = False
    objection: str = ""
    flags: tuple[Flag, ...] = ()
    who: str = ""


DRAFT, RETURNED = "draft", "returned"
"""Values of `until` that are no steps."""

_DIBAO, _REVIEW, _ENDING = (
    "minimum_living.application",
    "minimum_living.review",
    "minimum_living.ending",
)
_EDGE, _SINGLE = "low_income_families.edge", "minimum_living.single"
_QUICK, _SPENDING = "temporary_assistance.quick", "temporary_assistance.spending_aid"
_OLD_AGE, _POOREST = "elderly.old_age_allowance", "extreme_poverty.application"
_LIVING, _NURSING = "disability.living_subsidy", "disability.nursing_subsidy"
_LOST = {
    "father_state": 1,
    "father_state_months": 24,
    "father_supports": False,
    "mother_state": 6,
    "mother_state_months": 12,
    "mother_supports": False,
}
_FIRE = {"emergency": 1, "in_serious_difficulty": True, "aid_requested": 60_000}
"""What has struck, and what the clerk proposes to give, in fen."""

STORIES = (
    Story(code="granted", item=_DIBAO, began=95),
    Story(code="granted-too", item=_DIBAO, began=92),
    Story(code="granted-beside", item=_DIBAO, began=88, next_town=True),
    Story(code="refused", item=_DIBAO, began=40, wage=Wage.NARROWLY_ABOVE),
    Story(code="resident-quick", item=_QUICK, began=40, seeks=Sought.RESIDENT, tells=_FIRE,
          portal=True),
    Story(code="resident", item=_DIBAO, began=4, seeks=Sought.SAME, after="resident-quick",
          portal=True, until="check"),
    Story(code="overdue", item=_DIBAO, began=44, until="opinion"),
    Story(code="decision", item=_DIBAO, began=19, until="decision"),
    Story(code="decided", item=_DIBAO, began=21, until="letter"),
    Story(code="draft", item=_DIBAO, began=1, until=DRAFT),
    Story(code="portal-draft", item=_EDGE, began=2, seeks=Sought.SAME, after="resident-quick",
          portal=True, until=DRAFT),
    Story(code="submitted", item=_DIBAO, began=1, until="acceptance"),
    Story(code="returned", item=_DIBAO, began=5, until=RETURNED,
          lacking=("重大疾病诊断材料", "赡养抚养扶养协议或判决")),
    Story(code="differences", item=_DIBAO, began=3, until="check", halfway=True),
    Story(code="visit-ordered", item=_DIBAO, began=6, until="visit", halfway=True),
    Story(code="opinion", item=_DIBAO, began=9, until="opinion"),
    Story(code="notice", item=_DIBAO, began=10, until="publicity", halfway=True),
    Story(code="objection", item=_EDGE, began=11, until="publicity", halfway=True,
          wage=Wage.LESS_THAN_HALF_ABOVE, objection="他家去年买了一辆小汽车，不应认定。"),
    Story(code="edge", item=_EDGE, began=60, wage=Wage.LESS_THAN_HALF_ABOVE),
    Story(code="notice-beside", item=_EDGE, began=10, until="publicity", halfway=True,
          wage=Wage.LESS_THAN_HALF_ABOVE, next_town=True),
    Story(code="review", item=_REVIEW, began=8, seeks=Sought.SAME, after="granted", until="visit"),
    Story(code="ending", item=_ENDING, began=9, seeks=Sought.SAME, after="granted-too",
          wage=Wage.HIGH, until="hearing", halfway=True),
    Story(code="cut", item=_REVIEW, began=22, seeks=Sought.SAME, after="granted-beside",
          wage=Wage.A_LITTLE_BELOW, next_town=True),
    Story(code="quick", item=_QUICK, began=2, seeks=Sought.SAME, after="refused", tells=_FIRE,
          urgent=True, until="decision"),
    Story(code="quick-paid", item=_QUICK, began=3, seeks=Sought.SAME, after="granted-too",
          tells=_FIRE, urgent=True),
    Story(code="spending", item=_SPENDING, began=10, until="opinion",
          tells={**_FIRE, "spent_medical": 4_000_000}),
    Story(code="single", item=_SINGLE, began=9, seeks=Sought.DISABLED, until="visit"),
    Story(code="poorest", item=_POOREST, began=24, seeks=Sought.ALONE_AND_OLD,
          until="assessment"),
    Story(code="nursing", item=_NURSING, began=9, seeks=Sought.DISABLED,
          tells={"needs_long_term_care": True},
          learns={"disability_grade": DisabilityGrade.two.value}),
    Story(code="living", item=_LIVING, began=4, seeks=Sought.DISABLED, until="decision"),
    Story(code="old-age", item=_OLD_AGE, began=20, seeks=Sought.OLD),
    Story(code="old-age-beside", item=_OLD_AGE, began=3, seeks=Sought.OLD, next_town=True,
          until="opinion"),
    Story(code="child", item="children.unattended", began=11, seeks=Sought.CHILD, tells=_LOST,
          until="decision"),
    Story(code="complaint", item="complaints.report", began=7, seeks=Sought.NOBODY,
          who="一位村民", until="opinion"),
    Story(code="vagrant", item="vagrant_assistance.intake", began=3, seeks=Sought.NOBODY,
          who="无名氏（男，约六十岁）", flags=(Flag.UNIDENTIFIED,), until="dna"),
)  # fmt: skip
