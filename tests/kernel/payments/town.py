"""Who lives in the town of the model (`test_model`), and what can happen to them, act by act.

Everything goes through the kernel as the staff would do it; nothing here knows what must come of
it. The staff of the other county is the city's, except who drafts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from minzheng.adapters.banks import FORMATS, BankManner, SimulatedBank
from minzheng.base.months import Month
from minzheng.config.platform import platform
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.models import Post
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.ports import install_items
from minzheng.kernel.entitlements.api.many import Holding, take_over
from minzheng.kernel.entitlements.changing import end_award
from minzheng.kernel.entitlements.lines import add_line, by_law
from minzheng.kernel.entitlements.models import Award, LineKind
from minzheng.kernel.payments import ports
from minzheng.kernel.payments.api import funds
from minzheng.kernel.payments.models import Journal, Source
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.registry.api import accounts, households, people
from minzheng.kernel.registry.models import BankAccount, Membership, Person
from tests.kernel.casework.matters import opened
from tests.kernel.payments.keeping import AID, borne
from tests.kernel.payments.payroll import MUCH, NOON, OLD_AGE, SUBSIDY, resident
from tests.kernel.registry.residents import home_of
from tests.people import (
    CITY,
    COUNTY,
    OTHER_COUNTY,
    VILLAGE_A,
    VILLAGE_B,
    VILLAGE_C,
    grant,
    latest_post,
)
from tests.people import acting as acting_in

QUICK = "temporary_assistance.quick"
DIBAO = "minimum_living.grant"
PERSONAL = (OLD_AGE, SUBSIDY)
PLACES = (VILLAGE_A, VILLAGE_B, VILLAGE_C)
STAFF = (
    "finance", "county_officer", "county_approver", "city_officer", "other_county_officer",
    "town_clerk_a", "town_clerk_b", "town_clerk_c", "town_approver_a",
)  # fmt: skip
DRAFTERS = {COUNTY: "county_officer", OTHER_COUNTY: "other_county_officer"}
ALONE, COUPLES = 3, 2
REASON = "历史数据承接"


@dataclass
class Town:
    """People, homes, the bank with its folder, and the moment that it is."""

    folder: Path
    persons: list[UUID] = field(default_factory=list)
    homes: list[tuple[UUID, UUID, UUID]] = field(default_factory=list)
    now: datetime = NOON
    cases: list[UUID] = field(default_factory=list)
    founded: frozenset[UUID] = frozenset()
    cards: int = 7_000
    manner: BankManner = field(default_factory=BankManner)

    @property
    def month(self) -> Month:
        """This month."""
        return Month.of(self.now.date())

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """It is now, and the bank is there."""
        ports.bank_formats.install(FORMATS)
        ports.bank_channel.install(lambda bank: self.bank())
        with clock.standing_at(self.now):
            yield

    def bank(self) -> SimulatedBank:
        """The bank as it is disposed today; what it was sent stays in its folder."""
        return SimulatedBank(self.folder, tuple(FORMATS.values()), clock.now, self.manner)

    def sent_to(self, number: str) -> list[bytes]:
        """The orders that the bank has under a number."""
        return [each.read_bytes() for each in (self.folder / number).glob("order.*")]

    # ── people ──────────────────────────────────────────────────────────────────────────────────

    def enrol(self, person: int, benefit: int, fen: int, back: int) -> None:
        """Somebody has had a benefit of his own for some months."""
        chosen = self.persons[person % len(self.persons)]
        with working("model"):
            take_over(
                [
                    Holding(
                        benefit=PERSONAL[benefit % len(PERSONAL)],
                        household=None,
                        person=chosen,
                        payee=chosen,
                        persons=(chosen,),
                        start=self.month - back,
                        amount_fen=fen,
                    )
                ],
                reason=REASON,
            )

    def enrol_home(self, home: int, fen: int, back: int) -> None:
        """A couple has had the minimum living guarantee."""
        household, head, spouse = self.homes[home % len(self.homes)]
        with working("model"):
            take_over(
                [
                    Holding(
                        benefit=DIBAO,
                        household=household,
                        person=None,
                        payee=head,
                        persons=(head, spouse),
                        start=self.month - back,
                        amount_fen=fen,
                    )
                ],
                reason=REASON,
            )

    def move(self, person: int, place: int) -> None:
        """A file goes to another village, town or county of the city."""
        with working("model") as system:
            people.move_person(
                system,
                person=self.persons[person % len(self.persons)],
                division=PLACES[place % len(PLACES)],
                reason="搬家",
            )

    def die(self, person: int, days_ago: int) -> None:
        """A death comes on file, perhaps late."""
        chosen = self.persons[person % len(self.persons)]
        with working("model") as system:
            version = Person.objects.get(pk=chosen).version
            on = clock.today() - timedelta(days=days_ago)
            people.record_death(system, person=chosen, on=on, version=version)

    def part(self, home: int) -> None:
        """One of a couple leaves and founds a home alone."""
        household, _, spouse = self.homes[home % len(self.homes)]
        with working("model") as system:
            rows = Membership.objects.filter(household_id=household, valid__endswith=None)
            row = rows.filter(person_id=spouse).first()
            if row is None:
                return
            on = clock.today()
            households.leave_household(system, membership=row.pk, on=on, reason="离婚")
            home_of(system, spouse, division=row.division, since=on)

    # ── awards ──────────────────────────────────────────────────────────────────────────────────

    def change(self, award: UUID, fen: int, back: int) -> None:
        """Another amount is due, perhaps from an earlier month on."""
        with working("model"):
            row = Award.objects.select_for_update().get(pk=award)
            start = max(Month.of(row.start_month), self.month - back)
            if row.end_month is None:
                add_line(row, LineKind.DIRECT, start, fen, by_law("标准调整"))

    def end(self, award: UUID, back: int) -> None:
        """It is over, perhaps since an earlier month."""
        with working("model"):
            row = Award.objects.select_for_update().get(pk=award)
            end_award(row, self.month - back + 1, by_law("期满"))

    # ── accounts ────────────────────────────────────────────────────────────────────────────────

    def propose_account(self, person: int) -> None:
        """Somebody hands in another card."""
        chosen = self.persons[person % len(self.persons)]
        self.cards += 1
        with working("model"):
            row = Person.objects.get(pk=chosen)
        with acting(_clerk_of(row.division)) as clerk:
            accounts.propose_account(
                clerk,
                person=chosen,
                bank="农商行",
                holder=row.name,
                number=f"62284804025648{self.cards:05d}",
            )

    def approve_account(self, account: UUID, *, at_once: bool) -> None:
        """Another person agrees; it cools off, or not."""
        override = "原银行卡已注销" if at_once else ""
        with acting("finance") as finance:
            accounts.approve_account(finance, account=account, override_reason=override)

    def proposed(self) -> list[UUID]:
        """Accounts that wait for another person."""
        with working("model"):
            rows = BankAccount.objects.filter(state="proposed").order_by("pk")
            return list(rows.values_list("pk", flat=True))


_posts: dict[str, Post] = {}


@contextmanager
def acting(name: str) -> Iterator[Actor]:
    """Somebody of the cast acts. Nobody changes post in this town: each is looked up once."""
    with acting_in(name, post=_posts[name]) as somebody:
        yield somebody


def settled(folder: Path) -> Town:
    """Three people alone and two couples, each with an account; both counties have money.

    Each couple has a case of small aid.
    """
    install_items(platform)
    town = Town(folder)
    ports.bank_formats.install(FORMATS)
    grant("finance", CITY)
    # Before the first example: looked up in one of them, it would die elsewhere than the next one.
    _posts.update({name: latest_post(name) for name in STAFF})
    _fund_the_other()
    for sequence in range(1, ALONE + 2 * COUPLES + 1):
        town.persons.append(resident(sequence, name=f"张{'一二三四五六七'[sequence - 1]}"))
    with acting("town_clerk_a") as clerk:
        for couple in range(COUPLES):
            head, spouse = town.persons[ALONE + 2 * couple : ALONE + 2 * couple + 2]
            town.homes.append((home_of(clerk, head, spouse), head, spouse))
            town.cases.append(opened(clerk, town.homes[-1][0], QUICK))
    borne()
    return replace(town, founded=_journals())


def _fund_the_other() -> None:
    with acting("finance") as finance:
        own = funds.open_fund(
            finance, code="C9", title="县级资金", source=Source.COUNTY, division=OTHER_COUNTY
        )
        for benefit in (*PERSONAL, DIBAO, AID):
            funds.set_shares(
                finance,
                benefit=benefit,
                division=OTHER_COUNTY,
                from_month=Month(2026, 1),
                shares={own: 1000},
            )
        funds.allot(
            finance,
            journal=uuid7(),
            fund=own,
            amount_fen=MUCH,
            document="常财社〔2026〕9号",
            on=NOON.date(),
        )
        for county, name in ((COUNTY, "天宁区民政局"), (OTHER_COUNTY, "新北区民政局")):
            funds.set_payer(
                finance,
                division=county,
                name=name,
                bank="农商行",
                code="text",
                number="3204020123456789",
            )


def _journals() -> frozenset[UUID]:
    with working("model"):
        return frozenset(Journal.objects.values_list("pk", flat=True))


def _clerk_of(division: str) -> str:
    return {VILLAGE_A: "town_clerk_a", VILLAGE_B: "town_clerk_b"}.get(division, "town_clerk_c")


def awards() -> list[UUID]:
    """Every award, in the order of their ids."""
    with working("model"):
        return list(Award.objects.order_by("pk").values_list("pk", flat=True))


def asked(query: str) -> list[tuple[Any, ...]]:
    """Rows of the database as the worker sees them."""
    with working("model"), connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())
