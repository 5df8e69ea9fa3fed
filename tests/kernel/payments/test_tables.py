"""Published tables: what they say, who lets them out, what strangers read, and until when."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from minzheng.base.events import subscribe
from minzheng.config.platform import platform
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.api.publicity import Over
from minzheng.kernel.casework.events import ObjectionDropped
from minzheng.kernel.casework.models import Case, Objection
from minzheng.kernel.casework.ports import install_items
from minzheng.kernel.casework.publicity.closing import deliver
from minzheng.kernel.payments.api import public_tables, tables
from minzheng.kernel.payments.models import Instruction, PaymentTable, PublicTable
from minzheng.kernel.payments.tables_ending import close_due, on_objection_dropped
from minzheng.kernel.protection.context import NOWHERE, entered
from minzheng.kernel.protection.labels import Label
from tests.kernel.casework.publicity.proposals import as_worker
from tests.kernel.payments.banking import not_paid, sent, take, words
from tests.kernel.payments.payroll import CARD, NOVEMBER, OLD_AGE, awarded, draft, resident
from tests.kernel.registry.residents import enter
from tests.people import TOWN_A, VILLAGE_A, acting

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("office")]

GRANT = "minimum_living.grant"
ORPHANS = "children.orphan_allowance"
TEXT = "名单上有人已经搬走了"


@pytest.fixture(autouse=True)
def _items(office: None) -> None:
    install_items(platform)


def paid(*amounts: int, benefit: str = GRANT, back: tuple[int, ...] = ()) -> list[UUID]:
    """So many people with so much each; the bank gives back those at the positions of `back`."""
    people = [resident(at + 1, name=f"王小{'明月天星雨'[at % 5]}") for at in range(len(amounts))]
    for person, amount in zip(people, amounts, strict=True):
        awarded(person, amount, benefit=benefit)
    batch = sent(draft())
    said = words(batch)
    take(batch, [not_paid(word) if at in back else word for at, word in enumerate(said)])
    return people


def prepared(division: str = VILLAGE_A, benefit: str = GRANT) -> UUID:
    """As the clerk of the town puts it together."""
    with acting("town_clerk_a") as clerk:
        return tables.prepare_table(clerk, division=division, benefit=benefit, month=NOVEMBER)


def posted(table: UUID) -> UUID:
    """Let out by the approver of the town."""
    with acting("town_approver_a") as approver:
        tables.approve_table(approver, table=table)
    return table


def shown(table: UUID) -> tuple[tuple[str, ...], ...]:
    """What the office reads of it."""
    with acting("town_clerk_a") as clerk:
        return tables.table_file(clerk, table=table).shown


@contextmanager
def nobody() -> Iterator[None]:
    """A stranger's request."""
    with entered(NOWHERE):
        yield


def test_what_reached_an_account_is_listed_by_masked_name_and_amount() -> None:
    paid(65_000, 70_050, 80_000, back=(2,))
    table = posted(prepared())
    assert shown(table) == (("王*明", "1", "650.00"), ("王*月", "1", "700.50"))
    with nobody():
        [read] = public_tables.tables_in(VILLAGE_A)
    assert read.shown == shown(table)
    assert read.title == "2026年11月最低生活保障金发放名单"
    assert read.columns == ("姓名", "保障人数", "金额（元）")
    assert "王小明" not in str(read)
    assert CARD[-4:] not in str(read)


def test_a_child_and_a_sealed_file_are_never_listed() -> None:
    paid(65_000, 70_050)
    with acting("town_clerk_a") as clerk:
        child = enter(clerk, "王小小", sequence=9, born=date(2015, 5, 5))
    with working("job"):
        first, second = Instruction.objects.order_by("sequence")
        Instruction.objects.filter(pk=first.pk).update(person_id=child)
    assert shown(prepared()) == (("王*月", "1", "700.50"),)
    with working("job"), pytest.raises(IntegrityError), transaction.atomic():
        PaymentTable.objects.update(label=Label.SEALED)
    assert second.amount_fen == 70_050


def test_a_file_that_is_sealed_takes_the_list_down() -> None:
    paid(65_000, 70_050)
    table = posted(prepared())
    with working("job"):
        Instruction.objects.filter(amount_fen=65_000).update(label=Label.SEALED)
        row = PaymentTable.objects.get(pk=table)
    assert row.state == "withdrawn"
    with nobody(), pytest.raises(Over):
        public_tables.table_on_board(table)
    assert PublicTable.objects.get(pk=table).shown == []


def test_what_is_not_public_is_not_listed() -> None:
    for benefit, where in ((OLD_AGE, VILLAGE_A), (ORPHANS, VILLAGE_A), (ORPHANS, TOWN_A)):
        with pytest.raises(Refused):
            prepared(where, benefit)
    with pytest.raises(Refused, match="没有可以公示"):
        prepared()


def test_five_are_counted_and_four_are_not() -> None:
    paid(*[65_000] * 5, back=(4,))
    with pytest.raises(Refused, match="人数太少"):
        prepared(TOWN_A)
    extra = resident(20, name="王小六")
    awarded(extra, 65_000, benefit=GRANT)
    batch = sent(draft())
    take(batch, words(batch))
    assert shown(prepared(TOWN_A)) == (
        ("朝阳村村委会", "5", "3,250.00"),
        ("合计", "5", "3,250.00"),
    )


def test_benefits_that_are_not_public_by_name_want_ten() -> None:
    paid(*[8_000] * 10, benefit=OLD_AGE, back=(9,))
    with pytest.raises(Refused, match="人数太少"):
        prepared(TOWN_A, OLD_AGE)
    awarded(resident(20, name="王小六"), 8_000)
    batch = sent(draft())
    take(batch, words(batch))
    assert shown(prepared(TOWN_A, OLD_AGE))[-1] == ("合计", "10", "800.00")


def test_another_person_lets_it_out() -> None:
    paid(65_000)
    table = prepared()
    with nobody():
        assert not public_tables.tables_in(VILLAGE_A)
        with pytest.raises(Unseen):
            public_tables.table_on_board(table)
    with acting("town_clerk_b") as other, pytest.raises(Unseen):
        tables.table_file(other, table=table)
    with working("job"), pytest.raises(IntegrityError), transaction.atomic():
        PaymentTable.objects.filter(pk=table).update(state="posted")
    with working("job"):
        row = PaymentTable.objects.get(pk=table)
    with working("job"), pytest.raises(IntegrityError), transaction.atomic():
        PaymentTable.objects.filter(pk=table).update(
            approved_by=uuid4(), approved_person=row.prepared_person
        )
    posted(table)
    with acting("town_approver_a") as approver, pytest.raises(Conflict):
        tables.approve_table(approver, table=table)
    with pytest.raises(Conflict):
        prepared()


def test_the_preparer_does_not_approve_under_any_account() -> None:
    paid(65_000)
    table = prepared()
    with acting("town_clerk_a") as clerk:
        person = clerk.person
    with acting("town_approver_a") as second, pytest.raises(Refused, match="另一人"):
        tables.approve_table(replace(second, person=person), table=table)


def test_what_came_back_since_is_not_let_out() -> None:
    paid(65_000, 70_050)
    table = prepared()
    extra = resident(20, name="王小六")
    awarded(extra, 30_000, benefit=GRANT)
    batch = sent(draft())
    take(batch, words(batch))
    with pytest.raises(Conflict, match="有变化"):
        posted(table)


def test_strangers_read_what_was_approved_and_nothing_else() -> None:
    paid(65_000)
    table = posted(prepared())
    with acting("county_officer"), pytest.raises(IntegrityError), transaction.atomic():
        PublicTable.objects.filter(pk=table).update(shown=[["王小明", "1", "650.00"]])
    with acting("county_officer"), pytest.raises(IntegrityError), transaction.atomic():
        PaymentTable.objects.filter(pk=table).update(shown=[["王小明", "1", "650.00"]])
    with acting("county_officer"), pytest.raises(IntegrityError), transaction.atomic():
        PaymentTable.objects.filter(pk=table).delete()
    with nobody():
        assert not PaymentTable.objects.exists()
        assert not Instruction.objects.exists()


def test_it_is_gone_the_second_after_its_last_day() -> None:
    paid(65_000)
    table = posted(prepared())
    with working("job"):
        end = PaymentTable.objects.get(pk=table).ends_at
    assert end is not None
    with clock.standing_at(end - timedelta(seconds=1)), nobody():
        assert public_tables.table_on_board(table).shown
    with clock.standing_at(end):
        with nobody(), pytest.raises(Over):
            public_tables.table_on_board(table)
        assert close_due() == 1
        assert close_due() == 0
        assert PublicTable.objects.get(pk=table).shown == []


@pytest.mark.django_db(transaction=True)
def test_a_stranger_objects_and_a_complaint_is_opened_once() -> None:
    paid(65_000)
    table = posted(prepared())
    subscribe(ObjectionDropped, on_objection_dropped)
    request = uuid4()
    for _ in range(2):
        with nobody():
            public_tables.object_to_table(table, text=TEXT, request=request, address="192.0.2.1")
    assert as_worker(deliver) == 1
    with working("job"):
        [case] = Case.objects.all()
        [said] = Objection.objects.filter(case=case)
    assert case.division == VILLAGE_A
    assert (said.text or "").startswith(TEXT)
    assert said.source == "public"


def test_the_sheet_for_the_board_is_printed_while_it_is_up() -> None:
    paid(65_000)
    table = prepared()
    with acting("town_clerk_a") as clerk, pytest.raises(Refused):
        tables.table_sheet(clerk, table=table)
    posted(table)
    with acting("town_clerk_a") as clerk:
        assert tables.table_sheet(clerk, table=table).startswith(b"%PDF")
        tables.withdraw_table(clerk, table=table, because="名单有误")
        with pytest.raises(Conflict):
            tables.withdraw_table(clerk, table=table, because="再撤一次")
