"""Awards, a monthly run and a payroll for the tests of pages: entered as the offices would."""

from datetime import date, timedelta
from uuid import UUID

from minzheng.base.months import Month
from minzheng.config.banking import bank_formats
from minzheng.config.platform import platform, platform_with
from minzheng.config.practice import practice
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.api import holds, payees, runs
from minzheng.kernel.entitlements.leads import open_lead
from minzheng.kernel.entitlements.models import LeadKind
from minzheng.kernel.entitlements.models.runs import RunDifference
from minzheng.kernel.entitlements.ports import install_benefits, install_figures
from minzheng.kernel.payments import ports
from minzheng.kernel.payments.accounts import account_of
from minzheng.kernel.payments.api import funds
from minzheng.kernel.payments.models import (
    AccountKind,
    Inspection,
    Instruction,
    Journal,
    PaymentTable,
)
from tests.desk.collection_records import collections_entered
from tests.desk.giving_records import giving_entered
from tests.desk.number_records import number_entered
from tests.kernel.payments.payroll import (
    OLD_AGE,
    PlainText,
    awarded,
    draft,
    filed,
    funded,
    resident,
)
from tests.people import COUNTY, VILLAGE_A, acting

FIRST = 80
"""Numbers from here on are those of people whom these records enter."""
AMOUNT = 8_000


def install_money() -> None:
    """The benefits and numbers of this installation, its bank formats and the plainest one."""
    install_benefits(platform)
    install_figures(platform_with)
    ports.practice_numbers.install(practice)
    ports.bank_formats.install({**bank_formats(), PlainText.code: PlainText()})


def payments_entered() -> dict[str, UUID]:
    """A batch that has its file, another one that is a draft; an award that is held."""
    funded()
    month = Month.of(clock.today())
    paid, held, other = (
        resident(FIRST + at, name=name) for at, name in enumerate(("郭襄", "郭破虏", "郭靖"))
    )
    awarded(paid, AMOUNT, start=month)
    batch = filed(draft(month))
    collected = collections_entered(month)
    award = awarded(held, AMOUNT, start=month)
    ids = {"batch": batch, "award": award} | collected | _settling(award, held, other)
    awarded(other, AMOUNT, start=month)
    ids["draft_batch"] = draft(month)
    ids |= giving_entered(month)
    with working("test"):
        line = Instruction.objects.select_related("batch").get(batch_id=batch)
        assert line.batch.journal is not None
        ids |= {"instruction": line.pk, "batch_journal": line.batch.journal}
        _inspected(batch)
    with acting("finance") as finance:
        ids["fund"] = funds.funds(finance, division=COUNTY)[0].id
        ids["journal"] = Journal.objects.filter(kind="allotment").latest("pk").pk
        ids["ledger_account"] = account_of(COUNTY, AccountKind.PAYABLE)
    return ids | _run(month, paid) | _tables(month) | number_entered(month)


def _settling(award: UUID, held: UUID, payee: UUID) -> dict[str, UUID]:
    """A hold and a change of payee, both for somebody else to settle."""
    with acting("finance") as finance:
        [hold] = holds.raise_hold(
            finance, award=award, kind="prison", since=date(2026, 1, 5), source="法院名单"
        )
    with acting("town_clerk_a") as clerk:
        change = payees.propose_payee(
            clerk, award=award, payee=payee, reason="由父亲代领", evidence=held
        )
    return {"hold": hold, "payee_change": change}


def _run(month: Month, person: UUID) -> dict[str, UUID]:
    """A run with one difference, as if it had come so far, and a lead."""
    with acting("county_officer") as officer:
        run = runs.start_run(officer, month=month - 1, division=COUNTY)
    with working("test"):
        difference = RunDifference.objects.create(
            division=VILLAGE_A,
            label="ordinary",
            run_id=run,
            kind=LeadKind.UNCOVERED,
            benefit=OLD_AGE,
            person_id=person,
            then_fen=AMOUNT,
            reason_code="not_covered",
        )
        lead = open_lead(
            kind=LeadKind.UNCOVERED,
            benefit=OLD_AGE,
            person=person,
            month=month,
            reason_code="not_covered",
            reason="符合条件，还没有享受",
            then_fen=AMOUNT,
            item="elderly.old_age_allowance",
        )
    assert lead is not None
    return {"run": run, "run_difference": difference.pk, "lead": lead}


def _inspected(batch: UUID) -> None:
    """One night's look that found something, and the next that found it put right."""
    for broken in (["I7"], []):
        Inspection.objects.create(
            division=COUNTY,
            inspected_at=clock.now(),
            broken=broken,
            count=len(broken),
            subjects=[f"{each}:{batch}" for each in broken],
        )


def _tables(month: Month) -> dict[str, UUID]:
    """A table that somebody else is to let out, and one that is up."""
    with acting("town_clerk_b") as other, acting("town_clerk_a") as clerk:
        rows = [
            PaymentTable(
                division=VILLAGE_A,
                kind="named",
                benefit="minimum_living.grant",
                month=each.first_day,
                columns=["姓名", "金额（元）"],
                shown=[["郭*", "650.00"]],
                count=1,
                total_fen=65_000,
                prepared_by=other.account,
                prepared_person=other.person,
                prepared_name=other.name,
                prepared_at=clock.now(),
            )
            for each in (month, month - 1)
        ]
        up = rows[1]
        up.state, up.posted_on, up.last_day = "posted", clock.today(), clock.today()
        up.ends_at = clock.now() + timedelta(days=1)
        up.approved_by, up.approved_person = clerk.account, clerk.person
        for each in rows:
            each.save(force_insert=True)
    return {"table": rows[0].pk, "posted_table": up.pk}
