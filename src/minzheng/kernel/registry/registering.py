"""A new person: what is entered, what follows from the number, which code stands in for none."""

import secrets
from dataclasses import dataclass, field
from datetime import date

from minzheng.base.divisions import Level
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.protection.keys import blind_index
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry import numbers
from minzheng.kernel.registry.models import (
    DocumentKind,
    IdentityDocument,
    NameToken,
    NumberState,
    Person,
    Sex,
)
from minzheng.kernel.registry.naming.readings import sort_key
from minzheng.kernel.registry.naming.spelling import clean_name
from minzheng.kernel.registry.naming.tokens import tokens_of
from minzheng.kernel.registry.scoping import seen, within_scope

_TEMPORARY = "LS"
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_SUFFIX = 4
ALREADY_SEEN = "该证件号码已登记在您辖区内的档案中，请先查询。"
OUTSIDE = "该区划不在您的辖区内。"


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """What is entered about a new person.

    ``division`` is where the file lies: the residence as a rule. With ``no_identity`` a temporary
    code is given and ``number`` stays empty. ``official`` is for numbers received from the police:
    their wrong check digits, birth dates and sexes stand.
    """

    name: str
    division: str
    sex: int = 0
    birth_date: date | None = None
    kind: str = DocumentKind.RESIDENT.value
    number: str = field(default="", repr=False)
    official: bool = False
    no_identity: bool = False
    ethnicity: str = ""
    registration_division: str = ""
    residence_division: str = ""
    phone: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    label: Label = Label.ORDINARY


@dataclass(frozen=True, slots=True)
class PersonChanges:
    """What changes; ``None`` leaves a column as it is. A former name stays findable."""

    name: str | None = None
    sex: int | None = None
    birth_date: date | None = None
    ethnicity: str | None = None
    registration_division: str | None = None
    residence_division: str | None = None
    keep_former_name: bool = True


def registered(entry: PersonEntry) -> Person:
    """The row of a new person with its name's tokens and its number, which waits to be compared."""
    if not within_scope(entry.division):
        raise Refused(OUTSIDE)
    if entry.no_identity is bool(entry.number):
        raise Refused("请填写证件号码；确无身份证件的，请选择“无身份证件”。")
    read = _read(entry)
    name = clean_name(entry.name)
    person = Person(
        division=entry.division,
        label=entry.label,
        name=name,
        name_sort=sort_key(name),
        sex=entry.sex or (read.sex if read else Sex.UNKNOWN),
        birth_date=entry.birth_date or (read.born if read else None),
        ethnicity=entry.ethnicity,
        no_identity=entry.no_identity,
        temporary_code=temporary_code(entry.division) if entry.no_identity else "",
        registration_division=entry.registration_division,
        residence_division=entry.residence_division or entry.division,
    )
    check_dates(person)
    person.save(force_insert=True)
    index_names(person)
    if read is not None:
        add_number(person, entry.kind, read, official=entry.official)
    return person


def check_dates(person: Person) -> None:
    """Raises `Refused` for dates that cannot be."""
    today = clock.today()
    if person.sex not in Sex.values:
        raise Refused("性别代码不正确。")
    if person.birth_date and person.birth_date > today:
        raise Refused("出生日期晚于今天，请核对。")
    if person.death_date:
        if person.death_date > today:
            raise Refused("死亡日期晚于今天，请核对。")
        if person.birth_date and person.death_date < person.birth_date:
            raise Refused("死亡日期早于出生日期，请核对。")


def _read(entry: PersonEntry) -> numbers.ReadNumber | None:
    if entry.no_identity:
        return None
    read = read_new(entry.kind, entry.number, official=entry.official)
    if entry.official:
        return read
    if entry.birth_date and read.born and entry.birth_date != read.born:
        raise Refused("出生日期与证件号码不一致；以公安机关登记为准的，请注明已经公安机关确认。")
    if entry.sex in (Sex.MALE, Sex.FEMALE) and read.sex and entry.sex != read.sex:
        raise Refused("性别与证件号码不一致；以公安机关登记为准的，请注明已经公安机关确认。")
    return read


def read_new(kind: str, number: str, *, official: bool) -> numbers.ReadNumber:
    """A number as typed. Raises `Refused` for a kind that is none, `InvalidNumber` for the rest."""
    if kind not in DocumentKind.values:
        raise Refused("证件类型不正确。")
    if len(number) > 4 * numbers.LONGEST_NUMBER:
        raise numbers.InvalidNumber("证件号码太长，请核对。")
    return numbers.read_number(kind, number, today=clock.today(), official=official)


def add_number(
    person: Person,
    kind: str,
    read: numbers.ReadNumber,
    *,
    official: bool,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> IdentityDocument:
    """A number that waits for the worker. What the actor sees anyway is told at once.

    Nothing else is compared here: the answer is the same, and as fast, whoever else holds it.
    """
    index = blind_index("identity", read.number)
    live = seen(IdentityDocument.objects).exclude(state=NumberState.SUPERSEDED)
    if live.filter(index=index).exists():
        raise Conflict(ALREADY_SEEN)
    row = IdentityDocument(
        division=person.division,
        label=person.label,
        person=person,
        kind=kind,
        number=read.number,
        index=index,
        first_generation=read.first_generation,
        officially_confirmed=official,
        check_digit_wrong=read.check_digit_wrong,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    row.save(force_insert=True)
    return row


def temporary_code(division: str) -> str:
    """Stands for a number that does not exist, and can never be taken for one."""
    chance = "".join(secrets.choice(_LETTERS) for _ in range(_SUFFIX))
    return f"{_TEMPORARY}{division[: Level.COUNTY]}{clock.today():%y%m%d}-{chance}"


def index_names(person: Person) -> None:
    """Write the tokens of all names anew; the sort key is that of the present name."""
    NameToken.objects.filter(subject=person.pk).delete()
    names = [person.name, *person.names.values_list("name", flat=True)]
    by_name = tokens_of(names)
    tokens = dict.fromkeys(token for name in names for token in by_name[name])
    NameToken.objects.bulk_create(
        NameToken(
            token=token,
            division=person.division,
            label=person.label,
            name_sort=person.name_sort,
            subject=person.pk,
        )
        for token in tokens
    )
