"""The money of a demonstration: funds, what ran before the platform, two months of payroll, and
what comes after. Every act looks first whether it was done, so a telling that was stopped goes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from minzheng.base.clock import BUSINESS_ZONE
from minzheng.base.errors import MinzhengError
from minzheng.base.months import Month
from minzheng.catalogue.benefits import Form
from minzheng.config.demonstration import aftermath
from minzheng.config.demonstration.connecting import as_the_worker
from minzheng.config.demonstration.holders import GRANT, OLD_AGE, holdings
from minzheng.config.demonstration.offices import APPROVER, FINANCE, OFFICER, Places
from minzheng.config.demonstration.payroll import (
    BANK_FORMAT,
    advanced,
    drafted,
    paid_out,
    sealed,
    settled,
)
from minzheng.kernel.access import clock
from minzheng.kernel.access.demonstrating import at_work
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.api import awards, runs
from minzheng.kernel.entitlements.api.awards import AwardRow
from minzheng.kernel.entitlements.api.many import take_over
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments.api import funds, tables
from minzheng.kernel.payments.states import BatchKind, BatchState
from minzheng.kernel.registry.api import accounts, people

_SPACE = UUID("5b0f3a52-8a1d-4f0e-9d0c-0c6c1f7f2a11")
_PROPOSED = "proposed"
_MUCH = 500_000_000
_SHARES = (300, 200, 500)
_FUNDS = (
    ("P-01", "省级困难群众救助补助资金", funds.Source.PROVINCIAL),
    ("T-01", "市级困难群众救助资金", funds.Source.CITY),
    ("C-01", "县级困难群众救助资金", funds.Source.COUNTY),
)
_BACK = 3
"""So many payments of the first month come back."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Where it happens, and which of the two months is paid."""

    places: Places
    month: Month
    last: Month


def tell_money(places: Places) -> tuple[str, ...]:
    """Do what is left to do, act by act, each at its own past moment; what got stuck, and why."""
    this = Month.of(clock.today())
    telling = Telling(places, this, this - 1)
    now, stuck = clock.now(), []
    for day, act in _ACTS:
        first = datetime.combine(telling.last.first_day, time(10), BUSINESS_ZONE)
        at = now if day is None else min(now, first + timedelta(days=day - 1))
        try:
            with clock.standing_at(at):
                sealed()
                act(telling)
        except MinzhengError as problem:
            stuck.append(f"{act.__name__.strip('_')}: {problem}")
    return tuple(stuck)


def _endowed(telling: Telling) -> None:
    """Funds with money, who bears what of each benefit, and from which account is paid."""
    county = telling.places.county
    with at_work(FINANCE) as finance:
        if funds.funds(finance, division=county):
            return
        opened = [
            funds.open_fund(finance, code=code, title=title, source=source, division=county)
            for code, title, source in _FUNDS
        ]
        paid_in_cash = [each.rule for each in benefits().values() if each.form is Form.CASH]
        for rule in paid_in_cash:
            funds.set_shares(
                finance,
                benefit=rule,
                division=county,
                from_month=telling.last - 12,
                shares=dict(zip(opened, _SHARES, strict=True)),
            )
        for fund in opened:
            funds.allot(
                finance,
                journal=uuid5(_SPACE, str(fund)),
                fund=fund,
                amount_fen=_MUCH,
                document=f"演示财社〔{telling.last.year}〕{opened.index(fund) + 1}号",
                on=clock.today(),
            )
        funds.set_payer(
            finance,
            division=county,
            name="演示县（区）民政局",
            bank="演示银行",
            code=BANK_FORMAT,
            number="3204020000000001",
        )


def _taken_over(telling: Telling) -> None:
    """What people had before the platform came."""
    if any(each.case is None for each in held(telling)):
        return
    rows = holdings(telling.places, telling.last - 1)
    with as_the_worker(), working("set_up"):
        take_over(rows, reason="平台启用前已享受，按原发放花名册承接")


def _accounts(telling: Telling) -> None:
    """Whoever is to be paid has an account, which a second person has looked at."""
    for row in held(telling):
        clerk = telling.places.clerk_of(row.division)
        if clerk and row.payee is not None:
            _account(clerk, row.payee)


def _account(clerk: str, payee: UUID) -> None:
    with at_work(clerk) as actor:
        file = people.person_file(actor, person=payee)
        if not file.accounts:
            accounts.propose_account(
                actor,
                person=payee,
                bank="演示农村商业银行",
                holder=file.name,
                number=f"622848{payee.int % 10**13:013d}",
            )
    with at_work(FINANCE) as finance:
        for each in people.person_file(finance, person=payee).accounts:
            if each.state == _PROPOSED:
                accounts.approve_account(finance, account=each.id)


def held(telling: Telling) -> list[AwardRow]:
    """Every award of the county."""
    return list(_pages(telling.places.county))


def _pages(division: str) -> Iterator[AwardRow]:
    after = ""
    while True:
        with at_work(OFFICER) as officer:
            page = awards.list_awards(officer, division=division, after=after)
        yield from page.rows
        after = page.next
        if not after:
            return


def _last_month(telling: Telling) -> None:
    """Last month's payroll, from its draft to the bank's word."""
    county = telling.places.county
    drafted(county, telling.last)
    paid_out(county, telling.last, BatchKind.REGULAR, _BACK)


def _this_month_asked(telling: Telling) -> None:
    """Everybody is asked once for this month: who should get something, and who should not."""
    county = telling.places.county
    with at_work(OFFICER) as officer:
        known = [each for each in runs.list_runs(officer) if each.month == telling.month]
        run = known[0].id if known else runs.start_run(officer, month=telling.month)
    with as_the_worker():
        runs.perform(run)
    drafted(county, telling.month)
    advanced(county, telling.month, BatchKind.REGULAR, 0, BatchState.CHECKED)
    settled(county, telling.month, BatchKind.REGULAR)


def _published(telling: Telling) -> None:
    """A list of a village and sums of the town, as far as there are enough people."""
    places = telling.places
    villages = [each.division for each in held(telling) if each.benefit == GRANT]
    listed = [(each, GRANT) for each in dict.fromkeys(villages) if places.clerk_of(each)]
    for division, benefit in (*listed[:2], (places.town, GRANT), (places.town, OLD_AGE)):
        try:
            with at_work(places.clerk_of(division)) as clerk:
                table = tables.prepare_table(
                    clerk, division=division, benefit=benefit, month=telling.last
                )
            with at_work(APPROVER) as approver:
                tables.approve_table(approver, table=table)
        except MinzhengError:
            # It is up already, or there are too few people for one: both are as they should be.
            continue


def _repaired(telling: Telling) -> None:
    aftermath.repaired(telling.places.county, telling.last)


def _died(telling: Telling) -> None:
    aftermath.died(held(telling), telling.places, telling.last)


def _spent(telling: Telling) -> None:
    aftermath.spent(telling.places)


def _waiting(telling: Telling) -> None:
    aftermath.held_back(held(telling), telling.places)


_ACTS: tuple[tuple[int | None, Callable[[Telling], None]], ...] = (
    (3, _endowed),
    (4, _taken_over),
    (5, _accounts),
    (12, _last_month),
    (16, _repaired),
    (22, _died),
    (None, _published),
    (None, _spent),
    (None, _waiting),
    (None, _this_month_asked),
)
"""On which day of last month, or now."""
