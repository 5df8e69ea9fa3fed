"""Many awards in one county, each of a person with an approved account; three months are paid."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.models import Account
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit.sealing import seal_all
from minzheng.kernel.payments.accounts import book_of
from minzheng.kernel.payments.api import comparisons, funds
from minzheng.kernel.payments.finding import SOURCES
from minzheng.kernel.payments.models import Source
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.protection.keys import blind_index_many, encrypt_many

COUNTY = "320402"
BENEFIT = "elderly.old_age_allowance"
SINCE_MONTHS = 3
"""How many months before this one are paid already."""
_AT_ONCE = 10_000
_NUMBER = 6_228_480_000_000_000_000

_PERSONS = """
insert into registry_person (id, division, label, name, name_sort, sex, birth_date, ethnicity,
  no_identity, temporary_code, registration_division, residence_division, version, created_at,
  changed_at)
select payments_new_id(), %(county)s || lpad((n %% 8 + 1)::text, 3, '0')
    || lpad((n %% 25 + 1)::text, 3, '0'), 'ordinary', '王' || n, 'wang ' || n, 1,
  date '1936-01-01' + (n %% 3000)::int, '01', false, '', '', '', 1, now(), now()
from generate_series(1, %(count)s) n
returning id, division
"""
_ACCOUNTS = """
insert into registry_bankaccount (id, division, label, person_id, version, bank, holder, number,
  index, state, reason, proposed_by, proposed_person, proposed_at, approved_by, approved_person,
  approved_at, usable_from, override_reason)
select a.id, p.division, 'ordinary', p.id, 1, '农商行', p.name, a.number, a.index, 'approved', '',
  %(maker)s, %(maker_person)s, now() - interval '90 days', %(approver)s, %(approver_person)s,
  now() - interval '90 days', current_date - 90, ''
from unnest(%(ids)s::uuid[], %(persons)s::uuid[], %(numbers)s::bytea[], %(indexes)s::bytea[])
  as a (id, person, number, index)
join registry_person p on p.id = a.person
"""
_AWARDS = """
insert into entitlements_award (id, division, label, benefit, unit, form, person_id, payee_id,
  state, start_month, review_class, version, opened_at)
select payments_new_id(), p.division, 'ordinary', %(benefit)s, 'person', 'cash', p.id, p.id,
  'running', %(since)s, '', 1, now()
from registry_person p where p.id = any (%(persons)s)
"""
_COVERS = """
insert into entitlements_cover (id, division, label, award_id, person_id, index, exclusion_group,
  months)
select payments_new_id(), a.division, a.label, a.id, a.person_id,
  decode(repeat(replace(a.person_id::text, '-', ''), 2), 'hex'), a.benefit,
  daterange(a.start_month, null)
from entitlements_award a
"""
_AWARD_LINES = """
insert into entitlements_awardline (id, division, label, award_id, sequence, kind, from_month,
  amount_fen, reason, recorded_by_name, recorded_at)
select payments_new_id(), a.division, a.label, a.id, 1, 'taken_over', a.start_month,
  20000 + (hashtext(a.id::text) & 4095), '以前已确认', '', now()
from entitlements_award a
"""


def spread(*, awards: int) -> dict[str, int]:
    """So many awards; how many there are."""
    with working("job") as system:
        persons = _persons(awards)
        for first in range(0, awards, _AT_ONCE):
            _accounts(first, persons[first : first + _AT_ONCE])
        since = (Month.of(clock.today()) - SINCE_MONTHS).first_day
        with connection.cursor() as cursor:
            named: dict[str, Any] = {"benefit": BENEFIT, "since": since, "persons": persons}
            cursor.execute(_AWARDS, named)
            cursor.execute(_COVERS)
            cursor.execute(_AWARD_LINES)
        own = funds.open_fund(
            system, code="C1", title="县级救助资金", source=Source.COUNTY, division=COUNTY
        )
        given = funds.open_fund(
            system, code="P1", title="省级补助资金", source=Source.PROVINCIAL, division=COUNTY
        )
        shares = {own: 333, given: 667}
        funds.set_shares(
            system,
            benefit=BENEFIT,
            division=COUNTY,
            from_month=Month.of(since),
            shares=shares,
        )
        for fund in (own, given):
            _allotted(fund, since)
        _payer()
        for source in SOURCES:
            comparisons.record_comparison(system, division=COUNTY, source=source, on=clock.today())
    seal_all()
    return {"awards": awards}


def _persons(count: int) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(_PERSONS, {"county": COUNTY, "count": count})
        return [person for person, _ in cursor.fetchall()]


def _accounts(first: int, persons: list[UUID]) -> None:
    ids = [uuid7() for _ in persons]
    numbers = [str(_NUMBER + first + i) for i in range(len(persons))]
    clerk, approver = (
        Account.objects.get(username=name) for name in ("town_clerk", "town_approver")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            _ACCOUNTS,
            {
                "ids": ids,
                "persons": persons,
                "numbers": encrypt_many(
                    "bank_account",
                    "registry_bankaccount",
                    "number",
                    zip(ids, numbers, strict=True),
                ),
                "indexes": blind_index_many("bank_account", numbers),
                "maker": clerk.pk,
                "maker_person": clerk.person,
                "approver": approver.pk,
                "approver_person": approver.person,
            },
        )


def _allotted(fund: UUID, since: date) -> None:
    with working("job") as system:
        funds.allot(
            system,
            journal=uuid7(),
            fund=fund,
            amount_fen=10**13,
            document="测试下达",
            on=max(since, date(clock.today().year, 1, 1)),
        )


def _payer() -> None:
    book = book_of(COUNTY)
    book.payer_name, book.bank, book.format = "天宁区民政局", "农商行", "lines"
    book.number = "3204020123456789"
    book.save()
