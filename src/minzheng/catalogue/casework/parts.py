"""The steps of which procedures are made, each with the office and the permission it takes.

Articles without a name are those of 民发〔2021〕57号.
"""

from minzheng.catalogue.casework.offices import Office
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.steps import Choice, Flag, Stage, Step, StepKind

TOLD = (
    Outcome.GRANTED,
    Outcome.REFUSED,
    Outcome.CHANGED,
    Outcome.ENDED,
    Outcome.UNCHANGED,
    Outcome.COMPLETED,
    Outcome.DECLINED,
    Outcome.DISCONTINUED,
)
"""Every outcome of which somebody who asked is told in writing."""

TOLD_OF_CHANGE = (Outcome.CHANGED, Outcome.ENDED)
"""What a household that asked for nothing is told of: what becomes different for it."""

SUGGESTIONS = (Choice("agree", "建议同意"), Choice("disagree", "建议不同意"))
SUGGESTED_CHANGES = (
    Choice("change", "建议变更"),
    Choice("keep", "建议维持不变"),
    Choice("end", "建议终止"),
)


def acceptance(office: Office = Office.TOWN) -> Stage:
    """Complete papers are accepted at once, what is missing is listed once (第十条、第十一条)."""
    step = Step(
        code="acceptance",
        kind=StepKind.ACCEPT,
        title="受理",
        office=office,
        permission="case.handle",
    )
    return Stage("acceptance", "受理", (step,))


def check(
    office: Office = Office.COUNTY,
    *,
    limit: str | None = "check_start",
    unless: tuple[Flag, ...] = (),
) -> Step:
    """What other departments know (第十七条); a new investigation may keep the answers."""
    return Step(
        code="check",
        kind=StepKind.CHECK,
        title="信息核对",
        office=office,
        permission="check.order",
        limit=limit,
        unless=unless,
        repeated=False,
    )


def visit(*, limit: str | None = "visit_start") -> Step:
    """Two investigators at the household's home (第十六条)."""
    return Step(
        code="visit",
        kind=StepKind.VISIT,
        title="入户调查",
        office=Office.TOWN,
        permission="visit.record",
        limit=limit,
    )


def assessment(title: str, *, office: Office = Office.COUNTY, limit: str | None = None) -> Step:
    """What somebody can do without help, scored by the standard of the benefit."""
    return Step(
        code="assessment",
        kind=StepKind.ASSESS,
        title=title,
        office=office,
        permission="visit.record",
        limit=limit,
    )


def investigation(*steps: Step) -> Stage:
    """Steps beside each other; here a new investigation begins."""
    return Stage("investigation", "调查核实", steps, investigates=True)


def appraisal() -> Stage:
    """Democratic appraisal (民主评议), where the household's case is disputed (第十九条)."""
    step = Step(
        code="appraisal",
        kind=StepKind.APPRAISE,
        title="民主评议",
        office=Office.TOWN,
        permission="case.handle",
        only_if=(Flag.DISPUTED,),
    )
    return Stage("appraisal", "民主评议", (step,))


def opinion(
    results: tuple[Choice, ...] = SUGGESTIONS,
    *,
    limit: str | None = None,
    not_by: tuple[str, ...] = (),
) -> Stage:
    """What the town proposes (审核意见, 第十九条)."""
    step = Step(
        code="opinion",
        kind=StepKind.OPINION,
        title="审核意见",
        office=Office.TOWN,
        permission="case.opinion",
        results=results,
        limit=limit,
        not_by=not_by,
    )
    return Stage("opinion", "审核意见", (step,))


def publicity() -> Stage:
    """The proposal is put up in the village for objections (第十九条)."""
    step = Step(
        code="publicity",
        kind=StepKind.PUBLICITY,
        title="公示",
        office=Office.TOWN,
        permission="notice.publish",
        limit="publicity",
    )
    return Stage("publicity", "公示", (step,))


def review(*beside: Step, limit: str | None = "county") -> Stage:
    """The county reads the file, and visits where a relative, a complaint or the draw wants it.

    The visit is the county's even where the decision was left to the town: whoever is close to the
    clerk is looked at by somebody who is not (第二十条).
    """
    reading = Step(
        code="review",
        kind=StepKind.REVIEW,
        title="县级审查",
        office=Office.COUNTY,
        permission="case.opinion",
        unless=(Flag.DELEGATED,),
        limit=limit,
    )
    looking = Step(
        code="county_visit",
        kind=StepKind.VISIT,
        title="县级入户核查",
        office=Office.COUNTY,
        permission="visit.record",
        only_if=(Flag.NEAR_RELATIVE, Flag.COMPLAINED, Flag.SAMPLED),
        not_by=("visit", "opinion"),
    )
    return Stage("review", "县级审查", (reading, looking, *beside))


def hearing(*, always: bool = False) -> Stage:
    """The household is heard before a cut or a stop (社会救助法第四十八条)."""
    step = Step(
        code="hearing",
        kind=StepKind.HEARING,
        title="听取意见",
        office=Office.TOWN,
        permission="case.opinion",
        only_if=() if always else (Flag.ADVERSE,),
        limit="hearing",
    )
    return Stage("hearing", "听取意见", (step,))


def decision(
    office: Office = Office.DECIDING,
    *,
    title: str = "审核确认",
    limit: str | None = None,
    not_by: tuple[str, ...] = ("visit", "opinion", "review"),
) -> Stage:
    """Somebody who has not investigated, proposed or reviewed decides."""
    step = Step(
        code="decision",
        kind=StepKind.DECIDE,
        title=title,
        office=office,
        permission="case.decide",
        not_by=not_by,
        limit=limit,
    )
    return Stage("decision", title, (step,))


def telling(
    told: tuple[Outcome, ...] = TOLD,
    *,
    office: Office = Office.TOWN,
    limit: str | None = "letter",
    known: bool = False,
) -> Stage:
    """The letter is served; where the law wants it, the grant is made known in the village."""
    letter = Step(
        code="letter",
        kind=StepKind.LETTER,
        title="文书送达",
        office=office,
        permission="letter.serve",
        outcomes=told,
        limit=limit,
    )
    publication = Step(
        code="publication",
        kind=StepKind.PUBLISH,
        title="公布",
        office=Office.DECIDING,
        permission="notice.publish",
        outcomes=(Outcome.GRANTED, Outcome.CHANGED),
    )
    return Stage("telling", "送达和公布", (letter, publication) if known else (letter,))
