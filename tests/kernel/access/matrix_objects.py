"""Objects for the matrix at one place: one of every kind."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from stdnum.cn import uscc

from minzheng.base.credit_code import organisation_check
from minzheng.base.resident_id import synthetic_resident_id
from minzheng.kernel.access import clock
from minzheng.kernel.access.models import (
    Account,
    EmergencyAlert,
    EmergencyGrant,
    Post,
    RelativeFiling,
    Session,
)
from minzheng.kernel.audit import api as audit
from minzheng.kernel.documents.api.storage import put
from minzheng.kernel.exchange.models import ExportRequest, ImportFile, ImportJob
from minzheng.kernel.exchange.models.imports import FilePurpose
from minzheng.kernel.exchange.states import ExportState
from minzheng.kernel.protection.keys import blind_index
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry import models as registry
from tests.people import account_id

SINCE = date(2025, 1, 1)
OWNER = "town_clerk_a"
"""Whose sessions, filings and grants the samples of that kind are."""


@dataclass
class Making:
    """Makes them, with the mark of the place in every name."""

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
        self._looked_at("person", self.person.id)
        return {
            "person": self.person.id,
            "other": self.other.id,
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
        self._looked_at("household", household.id)
        return {
            "household": household.id,
            "membership": membership.id,
            "household_statement": statement.id,
        }

    def organisations(self) -> dict[str, Any]:
        """An organisation, a facility, an entry of the roster."""
        named = {"name_sort": "zzz", **self.place}
        organisation = registry.Organisation.objects.create(
            **named,
            name=f"{self.mark}社",
            kind="social_group",
            credit_code=_credit_code(self.number),
        )
        facility = registry.Facility.objects.create(
            **named, name=f"{self.mark}院", kind="care_home", organisation=organisation
        )
        entry = registry.RosterEntry.objects.create(
            **named, name=f"{self.mark}员", post="member", valid_from=SINCE
        )
        return {
            "organisation": organisation.id,
            "credit_code": organisation.credit_code,
            "facility": facility.id,
            "entry": entry.id,
        }

    def exchanges(self) -> dict[str, Any]:
        """An import and an export that waits for approval."""
        orderer = Account.objects.get(pk=account_id("town_clerk_c"))
        job = ImportJob.objects.create(
            **self.place,
            title=f"{self.mark}批",
            source_sm3="0" * 64,
            on=SINCE,
            ordered_by=orderer.id,
            ordered_person=orderer.person,
            orderer="某",
            labels="ordinary",
            created_at=clock.now(),
        )
        ImportFile.objects.create(
            **self.place,
            job=job,
            purpose=FilePurpose.PROBLEMS,
            name="问题.xlsx",
            sm3=put(f"{self.mark}题".encode()),
        )
        asked = self._export(orderer, needs_approval=True, state=ExportState.REQUESTED)
        return {"job": job.id, "export": asked.id, "own_export": self._finished().id}

    def _finished(self) -> Any:
        """A file that its owner may fetch."""
        return self._export(
            Account.objects.get(pk=account_id(OWNER)),
            needs_approval=False,
            state=ExportState.READY,
            sm3=put(f"{self.mark}表".encode()),
            ready_at=clock.now(),
            expires_at=clock.now() + timedelta(hours=1),
        )

    def _export(self, requester: Account, **how: Any) -> Any:
        return ExportRequest.objects.create(
            **self.place,
            **how,
            reference=f"M{self.number}-{how['state']}",
            subject="persons",
            columns=["name"],
            purpose="handling",
            reason=f"{self.mark}出",
            rows=1,
            requested_by=requester.id,
            requested_person=requester.person,
            requester="某",
            requested_role="town_clerk",
            requested_at=clock.now(),
        )

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
            relative_name="某戚",
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

    def _looked_at(self, kind: str, subject: UUID) -> None:
        """So that the file has a history."""
        audit.record(f"{kind}.read", subject_type=kind, subject=subject, **self.place)

    def _statement(self, **about: Any) -> Any:
        return registry.Statement.objects.create(
            **self.place, **about, source="declared", facts={}, valid_from=SINCE
        )


def _credit_code(number: int) -> str:
    """A code with right check digits, one for each place."""
    body = f"5132040{number}MJ123456"
    body = f"{body[:8]}{body[8:16]}{organisation_check(body[8:16])}"
    return body + str(uscc.calc_check_digit(body))
