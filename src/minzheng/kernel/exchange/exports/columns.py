"""What can be exported: two tables, their columns, and what of each is hidden unless asked for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from minzheng.catalogue.ethnicities import ETHNICITIES
from minzheng.kernel.exchange.ports import Cell
from minzheng.kernel.protection.masking import (
    MASK,
    mask_account,
    mask_identity,
    mask_phone,
)
from minzheng.kernel.registry.api import extracts

_SHOWN_OF_ADDRESS = 6


def mask_address(address: str) -> str:
    """`天宁区雕庄街道朝阳村3号` -> `天宁区雕庄街******`."""
    hidden = max(len(address) - _SHOWN_OF_ADDRESS, 0)
    return address[:_SHOWN_OF_ADDRESS] + MASK * hidden


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `mask` hides it unless it was unmasked on purpose."""

    title: str
    mask: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A table that can be exported."""

    title: str
    columns: Mapping[str, Column]
    count: Callable[[str], int]
    rows: Callable[[str, frozenset[str]], Iterator[extracts.Extract]]

    @property
    def maskable(self) -> frozenset[str]:
        """The columns that are masked by default."""
        return frozenset(name for name, column in self.columns.items() if column.mask)


_ADDRESS = Column("住址", mask_address)

SUBJECTS: Mapping[str, Subject] = MappingProxyType(
    {
        "persons": Subject(
            "人员",
            MappingProxyType(
                {
                    "division": Column("区划代码"),
                    "household": Column("家庭编号"),
                    "name": Column("姓名"),
                    "sex": Column("性别"),
                    "birth_date": Column("出生日期"),
                    "ethnicity": Column("民族"),
                    "relation": Column("与户主关系"),
                    "identity": Column("证件号码", mask_identity),
                    "phone": Column("手机号", mask_phone),
                    "address": _ADDRESS,
                    "bank_account": Column("银行账号", mask_account),
                }
            ),
            extracts.count_persons,
            extracts.person_extract,
        ),
        "households": Subject(
            "家庭",
            MappingProxyType(
                {
                    "division": Column("区划代码"),
                    "household": Column("家庭编号"),
                    "name": Column("户主"),
                    "members": Column("成员数"),
                    "since": Column("立户日期"),
                    "address": _ADDRESS,
                }
            ),
            extracts.count_households,
            extracts.household_extract,
        ),
    }
)


def shown(
    subject: Subject, columns: list[str], unmasked: frozenset[str], row: extracts.Extract
) -> list[Cell]:
    """A row as it leaves: masked unless a column was unmasked."""
    return [_cell(subject.columns[name], name in unmasked, row.get(name), name) for name in columns]


def _cell(column: Column, unmasked: bool, value: str | int | None, name: str) -> Cell:
    if name == "ethnicity":
        return ETHNICITIES.get(str(value), "")
    if column.mask is None or unmasked or not value:
        return value
    return column.mask(str(value))
