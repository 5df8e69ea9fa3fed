"""The unit that a rule's return annotation names, and what a rule of each role may return."""

from collections.abc import Mapping

from minzheng.rules.errors import Refusal, RuleRefused
from minzheng.rules.reading.declarations import Declaration, Role
from minzheng.rules.units import (
    COUNT,
    DATE,
    MONTH,
    MONTHS,
    RATIO,
    YES_NO,
    YUAN,
    YUAN_PER_MONTH,
    YUAN_PER_YEAR,
    Code,
    Unit,
    code_of,
)

_ANNOTATIONS: Mapping[str, Unit] = {
    "YesNo": YES_NO,
    "Money": YUAN,
    "MoneyPerMonth": YUAN_PER_MONTH,
    "MoneyPerYear": YUAN_PER_YEAR,
    "Count": COUNT,
    "Months": MONTHS,
    "Ratio": RATIO,
    "Month": MONTH,
    "Date": DATE,
}

_ALLOWED: Mapping[Role, tuple[Unit, ...]] = {
    Role.CONDITION: (YES_NO,),
    Role.UNLESS: (YES_NO,),
    Role.STATUS: (YES_NO,),
    Role.STARTS: (MONTH,),
    Role.BENEFIT: (YUAN, YUAN_PER_MONTH),
}


def return_unit(declaration: Declaration, codes: Mapping[str, type[Code]]) -> Unit:
    """The unit of a rule's values.  Raises ``RuleRefused``."""
    text = declaration.returns
    unit = code_of(codes[text]) if text in codes else _ANNOTATIONS.get(text)
    if unit is None:
        known = "、".join([*_ANNOTATIONS, "代码表的名字"])
        raise _refused(declaration, f"不认识的返回单位 {text}; 可用 {known}")
    allowed = _ALLOWED.get(declaration.role)
    if allowed and unit not in allowed:
        titles = "或".join(each.title for each in allowed)
        raise _refused(declaration, f"{declaration.role} 应返回 {titles}, 而不是 {unit.title}")
    return unit


def _refused(declaration: Declaration, reason: str) -> RuleRefused:
    line = declaration.function.lineno
    return RuleRefused((Refusal(declaration.file, line, f"{declaration.name}: {reason}"),))
