"""Checks that one row answers for by itself: dates in the future, death before birth, the ID."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from minzheng.interfaces.calculator.reading.identity import Identities
from minzheng.interfaces.calculator.reading.keys import EXAMPLE_PREFIX, HOUSEHOLD_ID
from minzheng.interfaces.calculator.reading.problems import CellFault, Severity
from minzheng.rules.facts import Fact
from minzheng.rules.units import NEVER, Kind

_ENDS_OF_VALIDITY = ("_expires", "_until")
"""A date whose name ends so may lie in the future."""

_SEX_TITLES = {1: "男", 2: "女"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with one row of a batch, to be shown at ``column`` (an English name)."""

    index: int
    column: str
    fault: CellFault
    severity: Severity = Severity.ERROR


def future_dates(
    facts: Mapping[str, Fact], values: Mapping[str, pa.Array], today: date
) -> Iterator[Finding]:
    """Dates after ``today``, except those until which something is valid."""
    limit = int(f"{today:%Y%m%d}")
    for name, column in values.items():
        fact = facts.get(name)
        if fact is None or fact.unit.kind is not Kind.DATE or name.endswith(_ENDS_OF_VALIDITY):
            continue
        late = pc.and_(pc.greater(column, limit), pc.not_equal(column, NEVER))
        for index in _where(late):
            yield Finding(index, name, CellFault("日期在未来", f"请核对；今天是 {today:%Y-%m-%d}"))


def examples(values: Mapping[str, pa.Array]) -> Iterator[Finding]:
    """Example households of the template that somebody forgot to delete."""
    if HOUSEHOLD_ID.name in values:
        for index in _where(pc.starts_with(values[HOUSEHOLD_ID.name], EXAMPLE_PREFIX)):
            fault = CellFault("这一户是模板里虚构的示例", "如果不是真实的家庭，请整行删除")
            yield Finding(index, HOUSEHOLD_ID.name, fault, Severity.WARNING)


def death_before_birth(values: Mapping[str, pa.Array]) -> Iterator[Finding]:
    """Deaths that come before the birth."""
    if "birth_date" in values and "death_date" in values:
        for index in _where(pc.less(values["death_date"], values["birth_date"])):
            fault = CellFault("死亡日期早于出生日期", "请核对两个日期")
            yield Finding(index, "death_date", fault)


def identity_disagrees(values: Mapping[str, pa.Array], identities: Identities) -> Iterator[Finding]:
    """Birth date and sex that differ from the resident ID: the police record decides, not we."""
    if "birth_date" in values:
        for index in _where(pc.not_equal(values["birth_date"], identities.born)):
            born = str(identities.born[index].as_py())
            said = f"{born[:4]}-{born[4:6]}-{born[6:]}"
            yield _hint(index, "birth_date", "出生日期", said)
    if "sex" in values:
        known = pc.is_in(values["sex"], value_set=pa.array(list(_SEX_TITLES), pa.int16()))
        differs = pc.not_equal(values["sex"].cast(pa.int32()), identities.sex)
        for index in _where(pc.and_(known, differs)):
            yield _hint(index, "sex", "性别", _SEX_TITLES[identities.sex[index].as_py()])


def _hint(index: int, column: str, title: str, said: str) -> Finding:
    fault = CellFault(f"{title}与身份证号不一致（身份证号为 {said}）", "请以公安户籍登记为准核对")
    return Finding(index, column, fault, Severity.WARNING)


def _where(mask: pa.Array) -> list[int]:
    found: list[int] = pc.indices_nonzero(pc.fill_null(mask, False)).to_pylist()
    return found
