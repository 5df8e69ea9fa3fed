"""The files that the page shows are those that we write and read."""

from datetime import date
from io import BytesIO

from minzheng.adapters.banks import TextFormat
from minzheng.kernel.payments.ports import OrderLine, PaymentOrder
from tests.architecture.sources import ROOT
from tests.docs.lesson import blocks

PAGE = (ROOT / "docs" / "how-to" / "connect-a-bank.md").read_text(encoding="utf-8")
SHOWN = {
    block.title: "".join(line.strip() + "\n" for line in block.text.splitlines())
    for block in blocks(PAGE.replace("\n   ```", "\n```"))
}
BATCH = "320402202611000001"


def test_an_order_looks_like_that() -> None:
    lines = (
        _line(1, "张三", "6228480402564890018", 90_000),
        _line(2, "李四", "6228480402564890026", 92_345),
    )
    payer = ("天宁区民政局", "3204020123456789")
    order = PaymentOrder(BATCH, date(2026, 11, 10), *payer, 2, 182_345, lines)
    out = BytesIO()
    TextFormat().write(order, out)
    assert out.getvalue().decode("gb18030") == SHOWN["order.txt"]


def test_a_return_like_that_is_read() -> None:
    told = TextFormat().read(SHOWN["return.txt"].encode("gb18030"))
    assert (told.message_id, told.count, told.total_fen) == (BATCH, 2, 182_345)
    assert [(each.paid, each.reason) for each in told.lines] == [
        (True, ""),
        (False, "户名与账号不符"),
    ]


def _line(place: int, name: str, account: str, fen: int) -> OrderLine:
    number = f"{BATCH}{place:07d}"
    return OrderLine(number, name, "农商行", account, fen, "最低生活保障金2026-11")
