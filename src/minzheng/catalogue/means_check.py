"""The means check (家庭经济状况核对): which department can tell which fact, and how answers add up.

社会救助法 art. 41 names the departments. A department is asked only for what a fact needs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from minzheng.rules.facts import Entity
from minzheng.rules.units import NEVER, Code


class CheckSource(Code):
    """Departments and bodies that are asked."""

    civil_registry = 1, "公安（户籍、婚姻）"
    tax = 2, "税务"
    social_insurance = 3, "人力资源社会保障"
    real_estate = 4, "自然资源（不动产登记）"
    vehicles = 5, "公安交管（车辆）"
    market_registration = 6, "市场监管（经营主体登记）"
    banks = 7, "银行、证券、保险和支付机构"
    disability_federation = 8, "残联"
    courts_and_prisons = 9, "法院、监狱"
    funeral_homes = 10, "殡葬机构"


class Combine(StrEnum):
    """How several records make one value."""

    SAME = "same"
    """Every department that says something says the same."""
    TOTAL = "total"
    DISTINCT = "distinct"
    """How many different things; one that two members own counts once."""
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of record of one department. `absence`: what it means that there is none."""

    source: CheckSource
    record: str
    absence: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of the comparison, and the records that it is made of."""

    fact: str
    entity: Entity
    combine: Combine
    parts: tuple[Part, ...]


_S = CheckSource
_PERSON, _HOUSEHOLD, _SUPPORTER = Entity.PERSON, Entity.HOUSEHOLD, Entity.SUPPORTER


def _of_person(fact: str, *parts: Part) -> Line:
    return Line(fact, _PERSON, Combine.SAME, parts)


LINES: tuple[Line, ...] = (
    # What a department has no record of is nought only where its register is complete: no salary
    # known to the tax office is not the same as no salary.
    _of_person("wage", Part(_S.tax, "wage")),
    _of_person("business", Part(_S.tax, "business")),
    _of_person("employed", Part(_S.social_insurance, "employed"), Part(_S.tax, "employed")),
    _of_person("pension_employee", Part(_S.social_insurance, "pension_employee", 0)),
    _of_person("pension_basic_central", Part(_S.social_insurance, "pension_basic_central", 0)),
    _of_person("pension_resident_other", Part(_S.social_insurance, "pension_resident_other", 0)),
    _of_person("injury_care_allowance", Part(_S.social_insurance, "injury_care_allowance", 0)),
    Line("own_assets", _PERSON, Combine.TOTAL, (Part(_S.banks, "assets", 0),)),
    _of_person("locally_registered", Part(_S.civil_registry, "locally_registered")),
    _of_person("disability_kind", Part(_S.disability_federation, "disability_kind", 0)),
    _of_person("disability_grade", Part(_S.disability_federation, "disability_grade", 0)),
    _of_person("disability_expires", Part(_S.disability_federation, "disability_expires")),
    _of_person("custody", Part(_S.courts_and_prisons, "custody", 0)),
    _of_person("custody_since", Part(_S.courts_and_prisons, "custody_since")),
    _of_person("declared_missing", Part(_S.courts_and_prisons, "declared_missing", 0)),
    _of_person(
        "death_date",
        Part(_S.funeral_homes, "death_date"),
        Part(_S.civil_registry, "death_date", NEVER),
    ),
    Line("assets", _HOUSEHOLD, Combine.TOTAL, (Part(_S.banks, "assets", 0),)),
    Line("houses", _HOUSEHOLD, Combine.DISTINCT, (Part(_S.real_estate, "house"),)),
    Line("vehicles", _HOUSEHOLD, Combine.DISTINCT, (Part(_S.vehicles, "vehicle"),)),
    Line(
        "active_business",
        _HOUSEHOLD,
        Combine.ANY,
        (Part(_S.market_registration, "active_business", 0),),
    ),
    Line(
        "income",
        _SUPPORTER,
        Combine.TOTAL,
        (
            Part(_S.tax, "wage"),
            Part(_S.tax, "business"),
            Part(_S.social_insurance, "pension_employee", 0),
        ),
    ),
    Line(
        "in_prison",
        _SUPPORTER,
        Combine.SAME,
        (Part(_S.courts_and_prisons, "in_prison", 0),),
    ),
    Line(
        "declared_missing",
        _SUPPORTER,
        Combine.SAME,
        (Part(_S.courts_and_prisons, "declared_missing", 0),),
    ),
    Line(
        "disability_kind",
        _SUPPORTER,
        Combine.SAME,
        (Part(_S.disability_federation, "disability_kind", 0),),
    ),
    Line(
        "disability_grade",
        _SUPPORTER,
        Combine.SAME,
        (Part(_S.disability_federation, "disability_grade", 0),),
    ),
)

THINGS = frozenset({"house", "vehicle"})
"""Records of things that are counted: each has a reference by which it is told apart."""

MEMBERS: tuple[Entity, ...] = (_PERSON, _HOUSEHOLD)


def sources_for(entities: Iterable[Entity]) -> tuple[CheckSource, ...]:
    """The departments that can tell a fact about such subjects, in their order."""
    wanted = set(entities)
    asked = {part.source for line in LINES if line.entity in wanted for part in line.parts}
    return tuple(sorted(asked))


def records_of(source: CheckSource) -> frozenset[str]:
    """The kinds of record that a department may answer with."""
    return frozenset(part.record for line in LINES for part in line.parts if part.source is source)
