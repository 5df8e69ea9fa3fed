"""What comes after a payroll of a demonstration: what came back is paid again, somebody had died,
a town pays out of its float, a sign stands against paying."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID, uuid5

from minzheng.base.months import Month
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.config.demonstration.holders import GRANT, OLD_AGE
from minzheng.config.demonstration.homes import ADULT, age
from minzheng.config.demonstration.offices import APPROVER, CLERK, FINANCE, OFFICER, Places
from minzheng.config.demonstration.payroll import batch_of, paid_out, sealed
from minzheng.kernel.access import clock
from minzheng.kernel.access.demonstrating import account_of, at_work
from minzheng.kernel.casework.api import deciding, reading
from minzheng.kernel.entitlements.api import holds
from minzheng.kernel.entitlements.api.awards import AwardRow
from minzheng.kernel.payments.api import debts, floats, imprest, recovery, repairs
from minzheng.kernel.payments.api.debts import DebtorRole, Ground, ReceivableState
from minzheng.kernel.payments.states import BatchKind
from minzheng.kernel.registry.api import people
from minzheng.kernel.registry.api.parties import home_of, parties_of_household

_SPACE = UUID("5b0f3a52-8a1d-4f0e-9d0c-0c6c1f7f2a12")
_QUICK, _AID = "temporary_assistance.quick", "temporary_assistance.small_fast"
_LIMIT, _WARN, _GIVEN = 1_000_000, 200_000, 500_000
_PARTS = 3
_BASIS = "领款人已死亡，次月起不应发放；《社会救助法》关于退回多领款项的规定。"
_SIGN = "vehicle"


def repaired(county: str, month: Month) -> None:
    """One of what came back is paid again: the bank had been mistaken. The others wait."""
    if batch_of(county, month, BatchKind.REPAIR) is None:
        with at_work(OFFICER) as officer:
            back = repairs.repairs(officer, division=county).rows
            if len(back) > 1:
                repairs.draft_repair(officer, division=county, lines=(back[0].id,))
    paid_out(county, month, BatchKind.REPAIR)


def died(rows: Sequence[AwardRow], places: Places, month: Month) -> None:
    """Somebody was paid on after death; a member of the household pays it back in parts."""
    with at_work(OFFICER) as officer:
        known = debts.receivables(officer, division=places.county).rows
    if not known:
        found = next(_mourned(rows, places), None)
        if found is None:
            return
        _asked_back(*found, places, month)
    with at_work(OFFICER) as officer:
        claim = debts.receivables(officer, division=places.county).rows[0]
        planned = debts.receivable_view(officer, receivable=claim.id).instalments
    sealed()
    if claim.state == ReceivableState.PROPOSED:
        with at_work(APPROVER) as approver:
            recovery.confirm_receivable(approver, receivable=claim.id)
    if not planned:
        due = clock.today() + timedelta(days=20)
        with at_work(OFFICER) as officer:
            recovery.plan_instalments(officer, receivable=claim.id, count=_PARTS, first_due=due)
    sealed()
    with at_work(FINANCE) as finance:
        recovery.record_receipt(
            finance,
            receivable=claim.id,
            receipt=uuid5(_SPACE, f"receipt {claim.id}"),
            amount_fen=claim.amount_fen // _PARTS,
            on=clock.today(),
            voucher="演示票据0001",
        )


def _mourned(rows: Sequence[AwardRow], places: Places) -> Iterator[tuple[AwardRow, UUID]]:
    """Of the very old of the two towns one with an heir: of the home, else a child who has left."""
    elsewhere = [each.payee for each in rows if each.benefit == GRANT and each.payee]
    for row in rows:
        if row.benefit != OLD_AGE or row.case or not places.clerk_of(row.division):
            continue
        with at_work(OFFICER):
            home = home_of(row.person, clock.today()) if row.person else None
            members = parties_of_household(home, clock.today()).members if home else ()
        heirs = [each.person for each in members if age(each) >= ADULT]
        for heir in [*(each for each in heirs if each != row.person), *elsewhere][:1]:
            yield row, heir


def _asked_back(row: AwardRow, heir: UUID, places: Places, month: Month) -> None:
    """The town learns of the death; the county asks back what was paid for the month after."""
    person, day = row.person, month.first_day - timedelta(days=10)
    if person is None:
        return
    with at_work(places.clerk_of(row.division)) as clerk:
        file = people.person_file(clerk, person=person)
        if file.death_date is None:
            people.record_death(clerk, person=person, on=day, version=file.version)
    with at_work(OFFICER) as officer:
        recovery.propose_receivable(
            officer,
            award=row.id,
            first=month,
            last=month,
            ground=Ground.DEATH,
            basis=_BASIS,
            debtor=heir,
            role=DebtorRole.HEIR,
        )


def spent(places: Places) -> None:
    """The town holds a float, and has paid small urgent aid out of it."""
    with at_work(FINANCE) as finance:
        known = [a.id for a in floats.floats(finance, division=places.town) if not a.closed]
        float_ = (
            known[0]
            if known
            else imprest.open_float(
                finance,
                division=places.town,
                limit_fen=_LIMIT,
                warn_fen=_WARN,
                custodian=account_of(CLERK),
            )
        )
        imprest.top_up(
            finance,
            imprest=float_,
            movement=uuid5(_SPACE, f"top up {float_}"),
            amount_fen=_GIVEN,
            on=clock.today(),
            voucher="演示拨款0001",
        )
    _aided(places, float_)


def _aided(places: Places, float_: UUID) -> None:
    """In cash, for the first case of quick aid that was granted."""
    with at_work(CLERK) as clerk:
        rows = reading.cases(clerk, item=_QUICK, division=places.town).rows
        granted = [each for each in rows if each.outcome_title == Outcome.GRANTED.title]
        if not granted:
            return
        case = min(granted, key=lambda each: each.opened_at).id
        decided = deciding.decisions_of(clerk, case=case)[0].amount_fen or 0
        imprest.spend(
            clerk,
            imprest=float_,
            movement=uuid5(_SPACE, f"aid {case}"),
            case=case,
            benefit=_AID,
            amount_fen=decided,
            on=clock.today(),
            voucher="演示收据0001",
        )


def held_back(rows: Sequence[AwardRow], places: Places) -> None:
    """A car was registered: nothing is paid until somebody has looked."""
    with at_work(OFFICER) as officer:
        known = holds.holds(officer, division=places.county).rows
        if any(each.kind == _SIGN for each in known):
            return
        row = next((each for each in rows if each.benefit == GRANT and each.amount_fen), None)
        if row is not None:
            holds.raise_hold(
                officer,
                award=row.id,
                kind=_SIGN,
                since=clock.today(),
                source="演示：机动车登记比对",
                note="名下新登记一辆小型汽车",
            )
