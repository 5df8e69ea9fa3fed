"""Limits that several items share, each with its article; items name the rest themselves.

What no text settles bears its mark: ``minzheng items unconfirmed`` lists it for the bureau, which
may shorten a limit and must confirm it.
"""

from collections.abc import Iterable
from dataclasses import replace

from minzheng.catalogue.casework.clocks import Limit, LimitUnit, Start, Until
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.steps import Flag
from minzheng.rules.numbers.definition import Confidence

SPECIAL_GROUNDS = ("公示有异议", "人户分离", "异地申请", "家庭经济状况调查难度较大")
"""When the thirty or twenty working days may become forty-five (民发〔2022〕83号 四（一）)."""

VISIT_START = Limit(
    code="visit_start",
    title="开始调查",
    unit=LimitUnit.WORKING_DAY,
    amount=3,
    start=Start.ACCEPTED,
    until=Until.BEGUN,
    source="民发〔2021〕57号 第15条",
)
CHECK_START = Limit(
    code="check_start",
    title="启动信息核对",
    unit=LimitUnit.WORKING_DAY,
    amount=3,
    start=Start.STEP,
    until=Until.BEGUN,
    source="民发〔2021〕57号 第17条",
)
PUBLICITY = Limit(
    code="publicity",
    title="公示",
    unit=LimitUnit.DAY,
    amount=7,
    start=Start.POSTED,
    source="民发〔2021〕57号 第19条; 民发〔2022〕83号 四（二）",
)
COUNTY_TEN = Limit(
    code="county",
    title="县级审核确认",
    unit=LimitUnit.WORKING_DAY,
    amount=10,
    start=Start.STEP,
    unless=(Flag.DELEGATED,),
    source="民发〔2021〕57号 第20条",
)
REFUSAL_LETTER = Limit(
    code="letter",
    title="不予确认同意告知",
    unit=LimitUnit.WORKING_DAY,
    amount=3,
    start=Start.DECIDED,
    outcomes=(Outcome.REFUSED,),
    source="民发〔2021〕57号 第21条",
)
THIRTY = Limit(
    code="total",
    title="办理总时限",
    unit=LimitUnit.WORKING_DAY,
    amount=30,
    extend_to=45,
    extension_grounds=SPECIAL_GROUNDS,
    start=Start.ACCEPTED,
    unless=(Flag.DELEGATED,),
    whole=True,
    source="民发〔2021〕57号 第22条",
)
TWENTY_DELEGATED = Limit(
    code="total_delegated",
    title="办理总时限（审核确认权限已委托）",
    unit=LimitUnit.WORKING_DAY,
    amount=20,
    extend_to=45,
    extension_grounds=SPECIAL_GROUNDS,
    start=Start.ACCEPTED,
    only_if=(Flag.DELEGATED,),
    whole=True,
    source="民发〔2022〕83号 四（一）",
)
HEARING = Limit(
    code="hearing",
    title="提出意见",
    unit=LimitUnit.DAY,
    amount=7,
    start=Start.STEP,
    moves=True,
    source="社会救助法 第48条（法律未规定期限）",
    confidence=Confidence.EXAMPLE,
)

MEANS_TESTED = (
    VISIT_START,
    CHECK_START,
    PUBLICITY,
    COUNTY_TEN,
    REFUSAL_LETTER,
    THIRTY,
    TWENTY_DELEGATED,
)
"""The limits of ``procedures.means_tested``."""

ANY_WINDOW = (
    Limit(
        code="forwarding",
        title="转送户籍地",
        unit=LimitUnit.WORKING_DAY,
        amount=3,
        start=Start.STEP,
        only_if=(Flag.REMOTE,),
        source="残疾人两项补贴跨省通办县级公告",
        confidence=Confidence.SECONDHAND,
    ),
    Limit(
        code="decision",
        title="户籍地审核确认",
        unit=LimitUnit.WORKING_DAY,
        amount=10,
        start=Start.STEP,
        only_if=(Flag.REMOTE,),
        source="残疾人两项补贴跨省通办县级公告",
        confidence=Confidence.SECONDHAND,
    ),
    Limit(
        code="telling",
        title="反馈申请人",
        unit=LimitUnit.WORKING_DAY,
        amount=3,
        start=Start.DECIDED,
        only_if=(Flag.REMOTE,),
        source="残疾人两项补贴跨省通办县级公告",
        confidence=Confidence.SECONDHAND,
    ),
)
"""The limits of ``procedures.subsidy_window``, for what another province's window accepted."""

CHILD = (
    Limit(
        code="town",
        title="乡镇查验并提出意见",
        unit=LimitUnit.WORKING_DAY,
        amount=15,
        start=Start.SUBMITTED,
        source="民发〔2019〕62号 二（二）",
    ),
    Limit(
        code="county",
        title="县级确认",
        unit=LimitUnit.WORKING_DAY,
        amount=15,
        start=Start.STEP,
        source="民发〔2019〕62号 二（三）",
    ),
)
"""The limits of ``procedures.without_notice``."""

RECONSIDERATION = Limit(
    code="reconsideration",
    title="申请行政复议",
    unit=LimitUnit.DAY,
    amount=60,
    start=Start.SERVED,
    moves=True,
    source="行政复议法 第20条",
)
LITIGATION = Limit(
    code="litigation",
    title="提起行政诉讼",
    unit=LimitUnit.MONTH,
    amount=6,
    start=Start.SERVED,
    moves=True,
    source="行政诉讼法 第46条",
)
REMEDIES = (RECONSIDERATION, LITIGATION)
"""Until when somebody may seek redress; these run for the citizen, so a day off moves the end."""


def by_analogy(limits: Iterable[Limit]) -> tuple[Limit, ...]:
    """Limits of one procedure taken over by another whose own text names none: for confirmation."""
    return tuple(
        replace(each, source=f"参照{each.source}", confidence=Confidence.REASONED)
        for each in limits
    )
