"""What may be known of a child and its parents, and of who else receives what."""

from minzheng.catalogue.codes import (
    ChildScheme,
    DisabilityGrade,
    DisabilityKind,
    ParentState,
)
from minzheng.rules.facts import Fact
from minzheng.rules.units import DATE, MONTHS, NEVER, YES_NO, code_of

CHILD = "儿童"
RECEIVING = "其他在享"

_NONE = "没有的留空"


def _parent(prefix: str, title: str) -> tuple[Fact, ...]:
    return (*_state(prefix, title), *_disability(prefix, title))


def _state(prefix: str, title: str) -> tuple[Fact, ...]:
    return (
        Fact(
            f"{prefix}_state",
            f"{title}情况",
            code_of(ParentState),
            ParentState.able,
            "留空按能履行抚养监护",
            CHILD,
        ),
        Fact(
            f"{prefix}_state_months",
            f"{title}措施期限或失联月数",
            MONTHS,
            None,
            "限制人身自由的填全部期限, 失联的填已失联月数",
            CHILD,
        ),
        Fact(
            f"{prefix}_supports",
            f"{title}失联期间有抚养给付",
            YES_NO,
            None,
            "仅失联的填写",
            CHILD,
        ),
    )


def _disability(prefix: str, title: str) -> tuple[Fact, ...]:
    return (
        Fact(
            f"{prefix}_disability_kind",
            f"{title}残疾类别",
            code_of(DisabilityKind),
            DisabilityKind.none,
            _NONE,
            CHILD,
        ),
        Fact(
            f"{prefix}_disability_grade",
            f"{title}残疾等级",
            code_of(DisabilityGrade),
            DisabilityGrade.none,
            _NONE,
            CHILD,
        ),
        Fact(
            f"{prefix}_includes_intellectual_or_mental",
            f"{title}多重残疾中含智力或精神残疾",
            YES_NO,
            None,
            "仅多重残疾填写, 以残联数据为准",
            CHILD,
        ),
    )


CHILD_FACTS = (
    *_parent("father", "父亲"),
    *_parent("mother", "母亲"),
    Fact("in_child_institution", "由儿童福利机构养育", YES_NO, False, _NONE, CHILD),
    Fact("child_recognised", "孤儿或事实无人抚养确认日期", DATE, NEVER, _NONE, CHILD),
    Fact(
        "child_scheme",
        "儿童保障选择",
        code_of(ChildScheme),
        ChildScheme.children,
        "留空按儿童保障",
        CHILD,
    ),
    Fact("on_unemployment_benefit", "领取失业保险金", YES_NO, False, _NONE, RECEIVING),
    Fact("on_unemployment_subsidy", "领取失业补助金", YES_NO, False, _NONE, RECEIVING),
    Fact("on_preferential_treatment", "享受国家定期抚恤补助", YES_NO, False, _NONE, RECEIVING),
    Fact("child_with_hiv", "艾滋病病毒感染儿童", YES_NO, False, _NONE, RECEIVING),
    Fact("in_care_programme", "享受集中照护补助或同类养老项目", YES_NO, False, _NONE, RECEIVING),
)
