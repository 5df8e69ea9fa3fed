"""Our ISO 20022 read by somebody else's code, and theirs by ours.

What we order is held to the published schema, which `sepaxml` ships, and read by another bank,
`mock-bank`. That bank's dictionary also judges what our simulated bank writes, and its
notifications are read by us as a real bank's would be.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import example, given
from hypothesis import strategies as st
from mockbank import messages, schema, validate
from xmlschema import XMLSchema

from minzheng.adapters.banks import FORMATS
from minzheng.base.errors import InvalidValue
from minzheng.kernel.payments.ports import BankReturn, OrderLine, PaymentOrder, ReturnLine

ISO = FORMATS["iso20022"]
MESSAGE = "320402202611000001"
DAY = date(2026, 11, 10)
NAMES = st.one_of(
    st.sampled_from(["张三丰", "阿卜杜热合曼·买买提依明", "=1+1|𠮷<&>\"'", "]]>", " ", "", "\x0b"]),
    st.text(max_size=200),
)
LINES = st.builds(
    OrderLine,
    st.from_regex(r"[0-9]{25}", fullmatch=True),
    NAMES,
    NAMES,
    st.from_regex(r"[0-9]{8,32}", fullmatch=True),
    st.integers(1, 10**13),
    NAMES,
)
WORDS = st.builds(
    ReturnLine,
    st.from_regex(r"[0-9A-Z]{1,35}", fullmatch=True),
    st.integers(1, 9),
    st.integers(1, 10**13),
    st.booleans(),
    NAMES.map(lambda name: name[:100]),
    st.from_regex(r"[0-9]{8,32}", fullmatch=True),
)
HOSTILE = OrderLine("3204022026110000010000002", "\x0b<&\ufffe", "", "0008480402564890019", 1, " ")


@cache
def published() -> XMLSchema:
    """The schema of the message that we send."""
    return XMLSchema(str(files("sepaxml") / "schemas" / "pain.001.001.09.xsd"))


@pytest.fixture(autouse=True, scope="module")
def compiled() -> None:
    """Reading the schema takes longer than an example may."""
    published()


def ordered(*lines: OrderLine, payer: str = "天宁区民政局") -> bytes:
    """A file for the bank."""
    total = sum(each.amount_fen for each in lines)
    out = BytesIO()
    order = PaymentOrder(MESSAGE, DAY, payer, "3204020123456789", len(lines), total, lines)
    ISO.write(order, out)
    return out.getvalue()


def returned(*lines: ReturnLine) -> bytes:
    """A file of our simulated bank."""
    total = sum(each.amount_fen for each in lines)
    out = BytesIO()
    ISO.write_return(BankReturn(MESSAGE, len(lines), total, lines), out)
    return out.getvalue()


def faults(content: bytes) -> list[str]:
    """What the other bank's dictionary has against a message."""
    root = fromstring(content)
    message = schema.identify(root)
    assert message is not None, root.tag
    return [str(each) for each in schema.check(message, root)]


@given(st.lists(LINES, min_size=1, max_size=4, unique_by=lambda each: each.end_to_end_id), NAMES)
@example([HOSTILE], "\x0b")
@example([replace(HOSTILE, amount_fen=10**13, name="长" * 141, remark="长" * 141)], "长" * 141)
def test_every_order_is_valid_and_another_bank_reads_the_same(
    lines: list[OrderLine], payer: str
) -> None:
    content = ordered(*lines, payer=payer)
    published().validate(content.decode())
    file, found = validate.inspect(content, today=DAY)
    assert not found
    assert (file.msg_id, file.nb_of_txs, len(file.batches)) == (MESSAGE, len(lines), 1)
    assert (file.batches[0].requested_execution_date, file.batches[0].debtor_account) == (
        DAY,
        "3204020123456789",
    )
    assert [
        (each.end_to_end_id, each.amount, each.currency, each.creditor_account)
        for each in file.payments
    ] == [(each.end_to_end_id, each.amount_fen, "CNY", each.account) for each in lines]


def test_another_bank_reads_the_name_and_the_remark_as_they_are() -> None:
    line = OrderLine("A1", "阿卜杜热合曼·𠮷<&", "农商行", "62284804025648", 30_001, "低保<11月>")
    (read,) = validate.inspect(ordered(line), today=DAY)[0].payments
    assert (read.creditor_name, read.remittance) == (line.name, [line.remark])


def test_the_schema_would_have_found_a_fault() -> None:
    """An amount of three decimals and an element out of its place."""
    good = ordered(HOSTILE).decode()
    assert not published().is_valid(good.replace(">0.01<", ">0.001234<"))
    assert not published().is_valid(good.replace("<PmtMtd>TRF</PmtMtd>", ""))


@given(st.lists(WORDS, min_size=1, max_size=4))
@example([ReturnLine("A1", 1, 1, False, "", "62284804025648")])
@example([ReturnLine("A1", 2, 1, False, "", "62284804025648")])
def test_what_our_bank_says_is_valid(lines: list[ReturnLine]) -> None:
    assert not faults(returned(*lines))


def test_what_comes_back_late_is_a_notification() -> None:
    late = ReturnLine("A1", 2, 30_001, False, "户名与账号不符<&", "62284804025648")
    other = replace(late, end_to_end_id="A2", amount_fen=1, reason="")
    content = returned(late, other)
    assert b"camt.054.001.08" in content
    assert not faults(content)
    assert ISO.read(content) == BankReturn(MESSAGE, 2, 30_002, (late, other))
    # Together with a first word it is a status report.
    assert b"pain.002.001.10" in returned(late, replace(other, sequence=1, paid=True))


def booked(name: str, fen: int, **more: object) -> dict[str, object]:
    """A payment as the other bank keeps it."""
    kept = {"id": 1, "msg_id": MESSAGE, "pmt_inf_id": MESSAGE, "instruction_id": None}
    return {
        **kept,
        "end_to_end_id": name,
        "amount": fen,
        "currency": "CNY",
        "creditor_name": "张三丰",
        "creditor_iban": "62284804025648",
        "creditor_bic": None,
        **more,
    }


def notified(*payments: dict[str, object]) -> bytes:
    """The other bank's notification."""
    account = {"iban": "NL30MOCK0000000005", "currency": "CNY", "name": "天宁区民政局"}
    now = datetime(2026, 11, 10, 4, tzinfo=UTC)
    written: bytes = messages.write_camt054(account, payments, DAY, "N1", now)
    return written


def test_another_banks_notification_is_read() -> None:
    """It groups nothing into batches: each payment says whose it is."""
    content = notified(
        booked("A1", 30_001), booked("A2", 20_000, credit=True, return_reason="AC04")
    )
    assert not faults(content)
    assert ISO.read(content) == BankReturn(
        MESSAGE,
        2,
        50_001,
        (
            ReturnLine("A1", 1, 30_001, True, "", "62284804025648"),
            ReturnLine("A2", 2, 20_000, False, "账户已销户", "62284804025648"),
        ),
    )
    with pytest.raises(InvalidValue, match="混有几个批次"):
        ISO.read(notified(booked("A1", 1), booked("A2", 1, msg_id="320402202611000002")))


def test_an_entry_whose_payments_are_another_sum_does_not_add_up() -> None:
    content = notified(booked("A1", 30_001))
    entry, _, rest = content.partition(b"300.01")
    read = ISO.read(entry + b"300.02" + rest)
    assert (read.total_fen, read.lines[0].amount_fen) == (30_002, 30_001)


def test_a_payment_booked_in_no_direction_is_not_taken_for_paid() -> None:
    content = notified(booked("A1", 30_001))
    entry, _, rest = content.rpartition(b"<CdtDbtInd>DBIT</CdtDbtInd>")
    with pytest.raises(InvalidValue, match="借贷方向"):
        ISO.read(entry + rest)
