"""Awards, accounts and batches for the tests of payments."""

from datetime import UTC, date, datetime
from typing import BinaryIO
from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.models import Award, AwardLine, Cover
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments.api import (
    batches,
    comparisons,
    funds,
    reading,
    returns,
    sending,
)
from minzheng.kernel.payments.models import Instruction, Source
from minzheng.kernel.payments.ports import BankReturn, PaymentOrder, ReturnLine
from minzheng.kernel.payments.states import BatchKind
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.protection.keys import blind_index
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import accounts
from tests.kernel.registry.residents import enter
from tests.people import COUNTY, VILLAGE_A, acting

NOON = datetime(2026, 11, 10, 4, tzinfo=UTC)
NOVEMBER = Month(2026, 11)
OLD_AGE = "elderly.old_age_allowance"
SUBSIDY = "disability.living_subsidy"
CARD = "6228480402564890018"
MUCH = 100_000_000_00


class PlainText:
    """The plainest format: a head and one line a payment. Real ones are adapters."""

    code, title, extension, media_type = "plain", "文本", "txt", "text/plain"

    def write(self, order: PaymentOrder, out: BinaryIO) -> None:
        """A line a payment."""
        out.write(f"{order.message_id}|{order.count}|{order.total_fen}\n".encode())
        for each in order.lines:
            line = (each.end_to_end_id, each.name, each.account, str(each.amount_fen), each.remark)
            out.write(f"{'|'.join(line)}\n".encode())

    def read(self, content: bytes) -> BankReturn:
        """The same lines, with whether they were paid."""
        head, *rows = (each.split("|") for each in content.decode().splitlines())
        lines = tuple(
            ReturnLine(row[0], 1, int(row[3]), row[4] == "paid", "", row[2]) for row in rows
        )
        return BankReturn(head[0], int(head[1]), int(head[2]), lines)


def funded() -> None:
    """A fund of the county and one of the city, sharing two benefits, with money and a payer."""
    with acting("finance") as finance:
        own, given = (
            funds.open_fund(finance, code=code, title=title, source=source, division=COUNTY)
            for code, title, source in (
                ("C1", "县级救助资金", Source.COUNTY),
                ("P1", "省级补助资金", Source.PROVINCIAL),
            )
        )
        for benefit in (OLD_AGE, SUBSIDY, "minimum_living.grant"):
            funds.set_shares(
                finance,
                benefit=benefit,
                division=COUNTY,
                from_month=Month(2026, 1),
                shares={own: 333, given: 667},
            )
        for fund in (own, given):
            funds.allot(
                finance,
                journal=uuid7(),
                fund=fund,
                amount_fen=MUCH,
                document="天财社〔2026〕1号",
                on=date(2026, 1, 10),
            )
        funds.set_payer(
            finance,
            division=COUNTY,
            name="天宁区民政局",
            bank="农商行",
            code=PlainText.code,
            number="3204020123456789",
        )
    with acting("county_officer") as officer:
        for source in ("death", "prison"):
            comparisons.record_comparison(officer, division=COUNTY, source=source, on=clock.today())


def resident(sequence: int, *, card: str = "", name: str = "张三丰", paid: bool = True) -> UUID:
    """Somebody of the village, with an approved account unless told otherwise."""
    with acting("town_clerk_a") as clerk:
        person = enter(clerk, name, sequence=sequence)
        if not paid:
            return person
        account = accounts.propose_account(
            clerk,
            person=person,
            bank="农商行",
            holder=name,
            number=card or f"{int(CARD) + sequence}",
        )
    with acting("town_approver_a") as approver:
        accounts.approve_account(approver, account=account)
    return person


def new_account(
    person: UUID,
    number: str,
    *,
    name: str = "张三丰",
    approve: bool = True,
    override: str = "",
) -> UUID:
    """Another account for somebody."""
    with acting("town_clerk_a") as clerk:
        account = accounts.propose_account(
            clerk, person=person, bank="农商行", holder=name, number=number
        )
    if approve:
        with acting("town_approver_a") as approver:
            accounts.approve_account(approver, account=account, override_reason=override)
    return account


def awarded(
    person: UUID,
    amount_fen: int,
    *,
    benefit: str = OLD_AGE,
    start: Month = NOVEMBER,
    payee: UUID | None = None,
    division: str = VILLAGE_A,
    label: Label = Label.ORDINARY,
    case: UUID | None = None,
) -> UUID:
    """What was there before the platform: an award of a person with one line."""
    with working("job"):
        award = Award.objects.create(
            division=division,
            label=label,
            benefit=benefit,
            unit="person",
            form=benefits().known(benefit).form,
            case=case,
            person_id=person,
            payee_id=payee or person,
            start_month=start.first_day,
            opened_at=clock.now(),
        )
        Cover.objects.create(
            division=division,
            label=label,
            award=award,
            person_id=person,
            index=blind_index("identity", str(person)),
            exclusion_group=benefit,
            months=(start.first_day, None),
        )
        line(award.pk, amount_fen, start)
        return award.pk


def line(award: UUID, amount_fen: int, start: Month, kind: str = "taken_over") -> UUID:
    """A further line of an award."""
    with working("job"):
        whole = Award.objects.get(pk=award)
        row = AwardLine.objects.create(
            division=whole.division,
            label=whole.label,
            award=whole,
            sequence=AwardLine.objects.filter(award=whole).count() + 1,
            kind=kind,
            from_month=start.first_day,
            amount_fen=amount_fen,
            reason="以前已确认",
            recorded_at=clock.now(),
        )
        return row.pk


def draft(month: Month = NOVEMBER, kind: BatchKind = BatchKind.REGULAR) -> UUID:
    """A batch of the county."""
    with acting("county_officer") as officer:
        return batches.draft_batch(officer, division=COUNTY, month=month, kind=kind)


def checked(batch: UUID) -> UUID:
    """Checked, and every finding settled."""
    with acting("county_officer") as officer:
        batches.check_batch(officer, batch=batch)
        for each in reading.findings(officer, batch=batch):
            batches.settle_findings(officer, batch=batch, check=each.check, text="已核实")
    return batch


def approved(batch: UUID, by: str = "county_approver") -> UUID:
    """Checked and signed."""
    checked(batch)
    with acting(by) as approver:
        seen = reading.batch_view(approver, batch=batch)
        batches.approve_batch(approver, batch=batch, lines_hash=seen.lines_hash)
    return batch


def frozen(batch: UUID) -> UUID:
    """Signed and frozen."""
    approved(batch)
    with acting("finance") as finance:
        batches.freeze_batch(finance, batch=batch)
    return batch


def filed(batch: UUID) -> UUID:
    """Frozen, with its file."""
    frozen(batch)
    with acting("finance") as finance:
        batches.write_file(finance, batch=batch)
    return batch


def lines_of(batch: UUID) -> list[Instruction]:
    """The lines in their order."""
    with working("job"):
        return list(Instruction.objects.filter(batch_id=batch).order_by("sequence"))


def paid_out(batch: UUID) -> None:
    """The bank says that it has paid every line."""
    with acting("finance") as finance:
        order = sending.open_file(finance, batch=batch).content.decode()
        head, *rows = order.splitlines()
        said = [f"{row.rsplit('|', 1)[0]}|paid" for row in rows]
        content = "\n".join((head, *said)).encode()
        returns.take_return(finance, batch=batch, name="back.txt", content=content)
