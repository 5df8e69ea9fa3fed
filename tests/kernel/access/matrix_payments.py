"""Objects for the matrix: an award with what stands against it, a run, a lead, a batch, a fund."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.backends.postgresql.psycopg_any import DateRange

from minzheng.kernel.access import clock
from minzheng.kernel.access.models import Account
from minzheng.kernel.entitlements import models as entitlements
from minzheng.kernel.entitlements.models.runs import Run, RunDifference
from minzheng.kernel.payments import models as payments
from minzheng.kernel.protection.keys import blind_index
from minzheng.kernel.protection.labels import Label
from tests.kernel.access.matrix_collecting import collected
from tests.kernel.access.matrix_giving import given
from tests.kernel.access.matrix_objects import SINCE, Making
from tests.people import account_id

CLERK = "town_clerk_c"
UNNOTICED = "燚"
"""The mark of a child that is put down to see whether any page changes."""
BENEFIT = "elderly.old_age_allowance"
AMOUNT = 8_000


def money(made: Making) -> dict[str, Any]:
    """What somebody has, why it is not paid, and the payroll that holds it."""
    award = _award(made)
    maker = Account.objects.get(pk=account_id(CLERK))
    hold = entitlements.Hold.objects.create(
        **made.place,
        award=award,
        kind="manual",
        person_id=made.person.id,
        from_month=SINCE.replace(day=1),
        since=SINCE,
        source=f"{made.mark}源",
        raised_at=clock.now(),
    )
    change = entitlements.PayeeChange.objects.create(
        **made.place,
        award=award,
        before_id=made.person.id,
        payee_id=made.other.id,
        reason=f"{made.mark}因",
        proposed_by=maker.pk,
        proposed_by_person=maker.person,
        proposed_by_name="某",
        proposed_at=clock.now(),
    )
    found = {"award": award.pk, "hold": hold.pk, "payee_change": change.pk}
    if made.label == Label.ORDINARY:
        found["payment_table"] = found["public_table"] = _published(made, maker)
    return found | _looked_into(made) | _paid(made, award, maker)


def _award(made: Making) -> Any:
    award = entitlements.Award.objects.create(
        **made.place,
        benefit=BENEFIT,
        unit="person",
        person_id=made.person.id,
        payee_id=made.person.id,
        start_month=SINCE.replace(day=1),
        opened_at=clock.now(),
    )
    entitlements.Cover.objects.create(
        **made.place,
        award=award,
        person_id=made.person.id,
        index=blind_index("identity", str(made.person.id)),
        exclusion_group=BENEFIT,
        months=DateRange(SINCE.replace(day=1), None),
    )
    entitlements.AwardLine.objects.create(
        **made.place,
        award=award,
        sequence=1,
        kind="taken_over",
        from_month=SINCE.replace(day=1),
        amount_fen=AMOUNT,
        reason=f"{made.mark}由",
        recorded_at=clock.now(),
    )
    return award


def _looked_into(made: Making) -> dict[str, UUID]:
    run = Run.objects.create(
        # One at a time runs for a place: several samples lie at the same one.
        month=SINCE.replace(year=SINCE.year - made.number, day=1),
        division=made.division,
        ordered_at=clock.now(),
    )
    about: dict[str, Any] = {
        **made.place,
        "kind": "uncovered",
        "benefit": BENEFIT,
        "person_id": made.person.id,
        "then_fen": AMOUNT,
        "reason_code": "not_covered",
    }
    difference = RunDifference.objects.create(run=run, **about)
    lead = entitlements.Lead.objects.create(
        **about,
        month=SINCE.replace(day=1),
        reason=f"{made.mark}索",
        opened_at=clock.now(),
    )
    found = {"run": run.pk, "run_difference": difference.pk, "lead": lead.pk}
    return found | {"number_proposal": _number(made)}


def _number(made: Making) -> UUID:
    """About a place, which is no secret: none is made with the child that nobody must notice."""
    if made.mark == UNNOTICED:
        return uuid4()
    maker = Account.objects.get(pk=account_id(CLERK))
    return entitlements.NumberProposal.objects.create(
        number="minimum_living.standard",
        area=made.division,
        value={"urban": "950.00", "rural": "950.00"},
        valid_from=SINCE.replace(year=SINCE.year + made.number, day=1),
        document="文",
        proposed_by=maker.pk,
        proposed_by_person=maker.person,
        proposed_by_name="某",
        proposed_at=clock.now(),
    ).pk


def _paid(made: Making, award: Any, maker: Account) -> dict[str, UUID]:
    book, _made = payments.Book.objects.get_or_create(division=made.division, closed=False)
    fund = payments.Fund.objects.create(
        division=made.division,
        label=made.label,
        code=f"{made.mark}码",
        title=f"{made.mark}款",
        source="county",
    )
    batch = payments.Batch.objects.create(
        **made.place,
        number=f"{made.mark}批",
        book=book,
        month=SINCE.replace(day=1),
        kind="regular",
        benefits=[BENEFIT],
        maker=maker.pk,
        maker_person=maker.person,
        made_at=clock.now(),
    )
    line = payments.Instruction.objects.create(
        **made.place,
        batch=batch,
        sequence=1,
        end_to_end_id=f"{made.mark}付",
        award_id=award.pk,
        line_id=uuid4(),
        benefit=BENEFIT,
        person_id=made.person.id,
        payee_id=made.person.id,
        period=SINCE.replace(day=1),
        component="regular",
        amount_fen=AMOUNT,
        state="held",
        hold_reason="no_account",
        holder=f"{made.mark}人",
    )
    _inspected(made, batch.pk)
    found = {"batch": batch.pk, "instruction": line.pk, "fund": fund.pk, **_booked(made, book)}
    return found | collected(made, award.pk, batch.pk, maker) | given(made, maker)


def _booked(made: Making, book: Any) -> dict[str, UUID]:
    """A journal on an account; none of the child that nobody must notice: sums count everybody."""
    if made.mark == UNNOTICED:
        return {}
    account = payments.LedgerAccount.objects.create(
        **made.place, book=book, code=f"{made.mark}目", title=f"{made.mark}科", kind="suspense"
    )
    poster = Account.objects.get(pk=account_id(CLERK))
    journal = payments.Journal.objects.create(
        **made.place,
        book=book,
        kind="correction",
        ref=f"{made.mark}据",
        business_date=SINCE,
        memo=f"{made.mark}摘",
        posted_by=poster.pk,
        posted_person=poster.person,
        posted_at=clock.now(),
        posted_in=0,
    )
    payments.Entry.objects.bulk_create(
        payments.Entry(**made.place, journal=journal, account=account, amount_fen=fen)
        for fen in (AMOUNT, -AMOUNT)
    )
    return {"journal": journal.pk, "ledger_account": account.pk}


def _inspected(made: Making, batch: UUID) -> None:
    """About a county, and counted there: what it names is shown to those who see it."""
    if made.mark != UNNOTICED:
        payments.Inspection.objects.create(
            **made.place,
            inspected_at=clock.now(),
            broken=["I7"],
            count=1,
            subjects=[f"I7:{batch}"],
        )


def _published(made: Making, maker: Account) -> UUID:
    """A table that is up: of an ordinary file, as nothing else is ever published."""
    other = Account.objects.exclude(person=maker.person).exclude(person=None)[0]
    shown = [["某*", "80.00"]]
    ends_at = clock.now() + timedelta(days=30)
    table = payments.PaymentTable.objects.create(
        **made.place,
        kind="named",
        benefit=BENEFIT,
        month=SINCE.replace(day=1),
        columns=["姓名"],
        shown=shown,
        count=1,
        total_fen=AMOUNT,
        state="posted",
        prepared_by=maker.pk,
        prepared_person=maker.person,
        prepared_name="某",
        prepared_at=clock.now(),
        approved_by=other.pk,
        approved_person=other.person,
        approved_name="某",
        posted_on=clock.today(),
        last_day=clock.today() + timedelta(days=29),
        ends_at=ends_at,
    )
    payments.PublicTable.objects.create(
        id=table.pk,
        division=made.division,
        title="发放名单",
        office="某",
        month=table.month,
        columns=table.columns,
        shown=shown,
        posted_on=clock.today(),
        last_day=clock.today() + timedelta(days=29),
        ends_at=ends_at,
    )
    return table.pk
