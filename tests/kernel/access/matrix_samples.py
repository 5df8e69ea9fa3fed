"""Objects for the matrix: one of every kind at each place and under each label, with marks.

Everything at a place carries the place's mark in its names, so that an answer to somebody who must
not see the place is searched for the mark, whatever route it came from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.backends.postgresql.psycopg_any import DateRange

from minzheng.base.divisions import Level, level
from minzheng.base.resident_id import synthetic_resident_id
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.models import (
    Account,
    EmergencyAlert,
    EmergencyGrant,
    Post,
    RelativeFiling,
    Session,
)
from minzheng.kernel.protection.context import entered, everywhere
from minzheng.kernel.protection.keys import blind_index
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry import models as registry
from tests.people import (
    COUNTY,
    DIVISIONS,
    TOWN_A,
    VILLAGE_A,
    VILLAGE_B,
    VILLAGE_C,
    account_id,
)

SINCE = date(2025, 1, 1)
OWNER = "town_clerk_a"
"""Whose sessions, filings and grants the samples of that kind are."""


@dataclass(frozen=True)
class Sample:
    """The objects of one place. `owner` is set where they belong to an account, not to a place."""

    name: str
    division: str
    label: Label
    mark: str
    ids: Mapping[str, Any] = field(default_factory=dict)

    def seen_by(self, actor: Actor) -> bool:
        """Whether the place and the label lie in the actor's scope."""
        scope = actor.scope("handling", "matrix")
        return scope.low <= self.division < scope.high and self.label in scope.labels

    def relation_to(self, actor: Actor) -> str:
        """How the place lies to the actor's division, for the report."""
        if self.name == "missing":
            return "none"
        if self.label is not Label.ORDINARY:
            return str(self.label)
        return _relation(actor.division, self.division)


PLACES = {
    "village_a": (VILLAGE_A, Label.ORDINARY, "翀"),
    "town_a": (TOWN_A, Label.ORDINARY, "骉"),
    "village_b": (VILLAGE_B, Label.ORDINARY, "羴"),
    "county": (COUNTY, Label.ORDINARY, "鱻"),
    "village_c": (VILLAGE_C, Label.ORDINARY, "麤"),
    "sealed": (VILLAGE_A, Label.SEALED, "龘"),
    "child": (VILLAGE_A, Label.CHILD_PROTECTION, "靐"),
}
"""Name -> division, label, mark. The marks are characters that no page of ours uses."""

MISSING = Sample("missing", "", Label.ORDINARY, "", {})


def put_down_samples() -> list[Sample]:
    """Write the divisions, and the objects of every place."""
    with entered(everywhere("test")):
        _divisions()
        return [
            put_down_sample(number, name, *place)
            for number, (name, place) in enumerate(PLACES.items())
        ]


def put_down_sample(number: int, name: str, division: str, label: Label, mark: str) -> Sample:
    """One of every kind."""
    made = _Making(number, division, label, mark)
    ids = made.people() | made.household() | made.organisations() | made.reviews()
    if label is Label.ORDINARY:
        ids |= made.staff() | made.own()
    return Sample(name, division, label, mark, ids)


def missing_id() -> UUID:
    """Something that nobody has."""
    return uuid4()


@dataclass
class _Making:
    number: int
    division: str
    label: Label
    mark: str

    def __post_init__(self) -> None:
        self.place: dict[str, Any] = {"division": self.division, "label": self.label}
        self.person = self._person("人", 1)
        self.other = self._person("亲", 2)

    def people(self) -> dict[str, Any]:
        """A person with everything that hangs on one."""
        identity = self._identity(self.person, 1, "confirmed")
        pending = self._identity(self.other, 2, "pending")
        dispute = registry.IdentityDispute.objects.create(
            **self.place, first=identity, second=pending
        )
        contact = registry.Contact.objects.create(
            **self.place, person=self.person, phone=f"1380013800{self.number}", index=b"c" * 32
        )
        proposer = Account.objects.get(pk=account_id("town_clerk_c"))
        bank = registry.BankAccount.objects.create(
            **self.place,
            person=self.person,
            version=1,
            bank="农商行",
            holder=f"{self.mark}人",
            number=f"622202000000000{self.number}",
            index=b"b" * 32,
            proposed_by=proposer.id,
            proposed_person=proposer.person,
            proposed_at=clock.now(),
        )
        supporter = registry.Supporter.objects.create(
            **self.place, person=self.person, relation=2, name=f"{self.mark}子", valid_from=SINCE
        )
        statement = self._statement(person=self.person)
        return {
            "person": self.person.id,
            "identity": identity.id,
            "dispute": dispute.id,
            "contact": contact.id,
            "bank_account": bank.id,
            "supporter": supporter.id,
            "person_statement": statement.id,
            "number": identity.number,
        }

    def household(self) -> dict[str, Any]:
        """A household of the person."""
        household = registry.Household.objects.create(
            **self.place, kind="assistance", number=f"{self.mark}户", valid_from=SINCE
        )
        membership = registry.Membership.objects.create(
            **self.place,
            person=self.person,
            household=household,
            kind="assistance",
            relation=0,
            valid=DateRange(SINCE, None),
        )
        statement = self._statement(household=household)
        return {
            "household": household.id,
            "membership": membership.id,
            "household_statement": statement.id,
        }

    def organisations(self) -> dict[str, Any]:
        """An organisation, a facility, an entry of the roster."""
        named = {"name_sort": "zzz", **self.place}
        organisation = registry.Organisation.objects.create(
            **named, name=f"{self.mark}社", kind="social_group"
        )
        facility = registry.Facility.objects.create(
            **named, name=f"{self.mark}院", kind="care_home", organisation=organisation
        )
        entry = registry.RosterEntry.objects.create(
            **named, name=f"{self.mark}员", post="member", valid_from=SINCE
        )
        return {"organisation": organisation.id, "facility": facility.id, "entry": entry.id}

    def reviews(self) -> dict[str, Any]:
        """A suspected duplicate and a merge."""
        third = self._person("重", 3)
        first, second = sorted([self.person.id, self.other.id])
        pair = registry.PossibleDuplicate.objects.create(
            **self.place, a_id=first, b_id=second, score=90
        )
        merge = registry.Merge.objects.create(
            **self.place,
            survivor=self.person,
            merged=third,
            reason="重复",
            journal=[],
            merged_by=account_id("town_approver_a"),
        )
        return {"pair": pair.id, "merge": merge.id}

    def staff(self) -> dict[str, Any]:
        """A colleague whose account lies here, with a proposed post."""
        account = Account.objects.create(
            username=f"staff_{self.number}",
            name=f"{self.mark}职",
            person=bytes([100 + self.number]) * 32,
            division=self.division,
        )
        proposer = Account.objects.get(pk=account_id("audit_admin"))
        post = Post.objects.create(
            account=account,
            person=account.person,
            role="institution_user",
            family="business",
            division=self.division,
            valid_from=SINCE,
            proposed_by=proposer,
            proposed_by_person=proposer.person,
            proposed_at=clock.now(),
        )
        grant = self._grant(account, post)
        alert = EmergencyAlert.objects.get(grant=grant)
        return {"staff": account.id, "post": post.id, "alert": alert.id}

    def own(self) -> dict[str, Any]:
        """What belongs to one account."""
        owner = Account.objects.get(pk=account_id(OWNER))
        session = Session.objects.create(
            digest=bytes([self.number]) * 32,
            content="",
            account=owner,
            created=clock.now(),
            last_seen=clock.now(),
            expires=clock.now() + timedelta(hours=1),
        )
        filing = RelativeFiling.objects.create(
            holder=owner.person,
            relative=bytes([200 + self.number]) * 32,
            relative_name=f"{self.mark}戚",
            relation="sibling",
            filed_by=owner,
            filed_at=clock.now(),
        )
        grant = self._grant(owner, Post.objects.get(account=owner))
        return {"own_session": session.id, "own_filing": filing.id, "own_grant": grant.id}

    def _grant(self, account: Account, post: Post) -> EmergencyGrant:
        return EmergencyGrant.objects.create(
            account=account,
            post=post,
            division=self.division,
            person=bytes([50 + self.number]) * 32,
            reason="夜间发现走失老人需联系",
            opened=clock.now(),
            expires=clock.now() + timedelta(minutes=20),
        )

    def _person(self, kind: str, number: int) -> Any:
        return registry.Person.objects.create(
            **self.place,
            name=f"{self.mark}{kind}",
            name_sort=f"zz{self.number}{number}",
            birth_date=date(1960, 1, number),
        )

    def _identity(self, person: Any, number: int, state: str) -> Any:
        text = synthetic_resident_id("320402", date(1960, 1, number), 100 + self.number)
        return registry.IdentityDocument.objects.create(
            **self.place,
            person=person,
            kind="resident",
            number=text,
            index=blind_index("identity", text),
            state=state,
        )

    def _statement(self, **about: Any) -> Any:
        return registry.Statement.objects.create(
            **self.place, **about, source="declared", facts={}, valid_from=SINCE
        )


def _divisions() -> None:
    for code, name in DIVISIONS.items():
        registry.Division.objects.get_or_create(
            code=code, defaults={"name": name, "level": level(code)}
        )


def _relation(own: str, other: str) -> str:
    if own == other:
        return "own"
    prefix, there = own[: level(own)], other[: level(other)]
    if there.startswith(prefix):
        return "child"
    if prefix.startswith(there):
        return "parent"
    return "sibling town" if own[: Level.COUNTY] == other[: Level.COUNTY] else "other county"
