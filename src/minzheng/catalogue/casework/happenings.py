"""Procedures about somebody who need not be on file: a stay in a station, a complaint."""

from minzheng.catalogue.casework import parts
from minzheng.catalogue.casework.offices import Office
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.procedures import Procedure
from minzheng.catalogue.casework.steps import Choice, Flag, Stage, Step, StepKind

DEPARTURES = (
    Choice("alone", "自行离站"),
    Choice("kin", "亲属接领"),
    Choice("escorted", "护送返乡"),
    Choice("handed_over", "移交有关部门"),
    Choice("medical", "转入医疗机构"),
    Choice("settled", "落户安置"),
    Choice("died", "死亡"),
)
FINDINGS = (
    Choice("true", "属实"),
    Choice("partly", "部分属实"),
    Choice("false", "不属实"),
    Choice("unclear", "无法核实"),
)


def station_intake() -> Procedure:
    """A stay in a relief station (救助管理站), from the door in to the door out.

    Somebody unknown is searched for (民发〔2015〕158号); the search is over when the name is found,
    that is when the flag is cleared.  A stay over the limit is reported, a dependent's guardian
    looked for.  An adult may leave at any time: that is a withdrawal (381号令第十一条).
    """
    stay = (
        _station("search_notice", StepKind.SEARCH, "发布寻亲公告", Flag.UNIDENTIFIED),
        _station("dna", StepKind.SEARCH, "申请DNA比对", Flag.UNIDENTIFIED),
        _station("police_sample", StepKind.SEARCH, "公安机关采样", Flag.UNIDENTIFIED),
        _station("guardian", StepKind.SEARCH, "查找监护人", Flag.DEPENDENT, timed=False),
        _station("stay_report", StepKind.REPORT, "报告超期在站", Flag.OVERSTAYING, timed=False),
    )
    settling = _station(
        "placement", StepKind.REPORT, "申请落户安置", Flag.LONG_STAYING, timed=False
    )
    leaving = Step(
        code="departure",
        kind=StepKind.REPORT,
        title="离站登记",
        office=Office.COUNTY,
        permission="case.handle",
        results=DEPARTURES,
        limit="stay",
    )
    return (
        parts.acceptance(Office.COUNTY),
        Stage("stay", "在站救助", stay),
        Stage("placement", "落户安置", (settling,)),
        Stage("departure", "离站登记", (leaving,)),
        parts.decision(Office.COUNTY, title="办结审核", not_by=("departure",)),
        parts.telling((Outcome.DECLINED,), office=Office.COUNTY, limit=None),
    )


def complaint_check() -> Procedure:
    """A complaint or report is looked into by somebody else than whom it is about, and answered."""
    looking = Step(
        code="inquiry",
        kind=StepKind.REVIEW,
        title="调查核实",
        office=Office.COUNTY,
        permission="complaint.handle",
        results=FINDINGS,
    )
    answering = Step(
        code="opinion",
        kind=StepKind.OPINION,
        title="处理意见",
        office=Office.COUNTY,
        permission="complaint.handle",
    )
    receiving = Step(
        code="acceptance",
        kind=StepKind.ACCEPT,
        title="登记受理",
        office=Office.COUNTY,
        permission="complaint.handle",
        limit="acceptance",
    )
    return (
        Stage("acceptance", "登记受理", (receiving,)),
        Stage("investigation", "调查核实", (looking,), investigates=True),
        Stage("opinion", "处理意见", (answering,)),
        parts.decision(Office.COUNTY, title="审签答复", not_by=("inquiry", "opinion")),
        parts.telling(
            (Outcome.COMPLETED, Outcome.DECLINED, Outcome.DISCONTINUED),
            office=Office.COUNTY,
            limit=None,
        ),
    )


def _station(code: str, kind: StepKind, title: str, flag: Flag, *, timed: bool = True) -> Step:
    """A step of the station that one flag makes due; its limit has its own code."""
    return Step(
        code=code,
        kind=kind,
        title=title,
        office=Office.COUNTY,
        permission="case.handle",
        only_if=(flag,),
        limit=code if timed else None,
    )
