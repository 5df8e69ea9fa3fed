"""The procedures that items share: named rows of stages, so that an item is one short file.

Each says whose text it follows. What differs between benefits that share a procedure is the limits;
the items name those.
"""

from minzheng.catalogue.casework import parts
from minzheng.catalogue.casework.offices import Office
from minzheng.catalogue.casework.steps import Flag, Stage, Step, StepKind

Procedure = tuple[Stage, ...]


def means_tested() -> Procedure:
    """Application of a household for a means-tested benefit (民发〔2021〕57号)."""
    return (
        parts.acceptance(),
        parts.investigation(parts.check(), parts.visit()),
        parts.appraisal(),
        parts.opinion(),
        parts.publicity(),
        parts.review(),
        parts.decision(limit="county"),
        parts.telling(known=True),
    )


def extremely_poor(title: str) -> Procedure:
    """Recognition of an extremely poor person (民发〔2021〕43号); ``title`` names the assessment.

    The town's fifteen working days end with its opinion, the county's begin when the file arrives.
    """
    return (
        parts.acceptance(),
        parts.investigation(parts.check(limit=None), parts.visit(limit=None)),
        parts.appraisal(),
        parts.opinion(limit="town"),
        parts.publicity(),
        parts.review(parts.assessment(title)),
        parts.decision(limit="county"),
        parts.telling(known=True),
    )


def without_notice() -> Procedure:
    """Recognition of a child (民发〔2019〕62号): departments are asked, nothing is ever put up."""
    return (
        parts.acceptance(),
        parts.investigation(parts.check(Office.TOWN, limit=None)),
        parts.opinion(limit="town"),
        parts.decision(Office.COUNTY, limit="county", not_by=("opinion",)),
        parts.telling(limit=None),
    )


def quick_aid() -> Procedure:
    """Small aid in an emergency: no check, no notice, the town decides (临救2026 二(一))."""
    need = Step(
        code="need",
        kind=StepKind.OPINION,
        title="核实急难情形",
        office=Office.TOWN,
        permission="case.opinion",
        results=parts.SUGGESTIONS,
    )
    return (
        parts.acceptance(),
        Stage("need", "核实急难情形", (need,), investigates=True),
        parts.decision(Office.TOWN, title="审批", limit="quick", not_by=("need",)),
        parts.telling(limit=None),
    )


def spending_aid() -> Procedure:
    """Aid for heavy spending: put up first; who is recognised already is not checked again."""
    return (
        parts.acceptance(),
        parts.investigation(
            parts.check(limit=None, unless=(Flag.RECOGNISED,)), parts.visit(limit=None)
        ),
        parts.appraisal(),
        parts.opinion(),
        parts.publicity(),
        parts.review(limit=None),
        parts.decision(),
        parts.telling(limit=None),
    )


def advance_aid() -> Procedure:
    """Aid before papers (社会救助法第五十条): the money first, then what an application takes."""
    advance = Step(
        code="advance",
        kind=StepKind.ADVANCE,
        title="先行救助",
        office=Office.TOWN,
        permission="case.decide",
        not_by=("acceptance",),
        repeated=False,
    )
    return (
        parts.acceptance(),
        Stage("advance", "先行救助", (advance,)),
        parts.investigation(parts.check(limit=None), parts.visit(limit=None)),
        parts.opinion(),
        parts.decision(not_by=("visit", "opinion")),
        parts.telling(limit=None),
    )


def subsidy_window() -> Procedure:
    """A subsidy that any window in the country accepts (残疾人两项补贴跨省通办).

    Elsewhere accepted papers are passed on to the place of registration, which decides; the window
    that accepted them tells the applicant.
    """
    forwarding = Step(
        code="forwarding",
        kind=StepKind.FORWARD,
        title="转送户籍地",
        office=Office.WINDOW,
        permission="case.handle",
        only_if=(Flag.REMOTE,),
        limit="forwarding",
        repeated=False,
    )
    return (
        parts.acceptance(Office.WINDOW),
        Stage("forwarding", "转送户籍地", (forwarding,)),
        parts.investigation(parts.check(Office.TOWN, limit="decision")),
        parts.opinion(limit="decision"),
        parts.decision(not_by=("opinion",), limit="decision"),
        parts.telling(office=Office.WINDOW, limit="telling"),
    )


def by_register() -> Procedure:
    """An allowance that follows from registers: age, residence, being alive."""
    return (
        parts.acceptance(),
        parts.investigation(parts.check(Office.TOWN, limit=None)),
        parts.opinion(),
        parts.decision(not_by=("opinion",)),
        parts.telling(limit=None),
    )


def assessed(title: str) -> Procedure:
    """A subsidy that rests on means and on an assessment called ``title``."""
    return (
        parts.acceptance(),
        parts.investigation(parts.check(limit=None), parts.assessment(title, office=Office.TOWN)),
        parts.opinion(not_by=("assessment",)),
        parts.decision(not_by=("assessment", "opinion")),
        parts.telling(limit=None),
    )


def scored(title: str) -> Procedure:
    """A benefit that rests on an assessment called ``title`` alone: nobody's means are asked."""
    return (
        parts.acceptance(),
        parts.investigation(parts.assessment(title, office=Office.TOWN)),
        parts.opinion(not_by=("assessment",)),
        parts.decision(not_by=("assessment", "opinion")),
        parts.telling(limit=None),
    )


def household_change() -> Procedure:
    """A household says that something has changed; a cut is heard first."""
    return (
        parts.acceptance(),
        parts.investigation(parts.check(limit=None), parts.visit(limit=None)),
        parts.opinion(parts.SUGGESTED_CHANGES),
        parts.hearing(),
        parts.decision(not_by=("visit", "opinion")),
        parts.telling(limit=None, known=True),
    )


def periodic_review() -> Procedure:
    """The office looks again at a household that receives; it is told only of what changes."""
    return (
        parts.investigation(parts.check(limit=None), parts.visit(limit=None)),
        parts.opinion(parts.SUGGESTED_CHANGES, limit="review"),
        parts.hearing(),
        parts.decision(not_by=("visit", "opinion")),
        parts.telling(parts.TOLD_OF_CHANGE, limit=None, known=True),
    )


def reassessment(title: str) -> Procedure:
    """The self-care grade anew; less care money is a cut, so it is heard first."""
    return (
        parts.acceptance(),
        Stage(
            "investigation",
            title,
            (parts.assessment(title, limit="assessment"),),
            investigates=True,
        ),
        parts.hearing(),
        parts.decision(not_by=("assessment",)),
        parts.telling(limit=None),
    )


def adverse_ending(*, announced: bool = False) -> Procedure:
    """A benefit is to end: the ground is looked into, the household is heard, then it is decided.

    ``announced``: the ending is put up for objections first (民发〔2021〕43号第二十六条).
    """
    return (
        parts.investigation(parts.check(limit=None), parts.visit(limit=None)),
        parts.opinion(parts.SUGGESTED_CHANGES[1:]),
        parts.hearing(always=True),
        *((parts.publicity(),) if announced else ()),
        parts.decision(not_by=("visit", "opinion"), limit=None),
        parts.telling(parts.TOLD_OF_CHANGE, limit=None),
    )


def unheard(procedure: Procedure) -> Procedure:
    """The same before 1 July 2026, when the law did not yet want a hearing."""
    return tuple(stage for stage in procedure if stage.code != "hearing")
