"""What the text file and the workbook have in common: a head, a row of titles, a row a payment.

A head is pairs of a title and a value, so that a person who opens the file can read it. The half of
the bank is here too: the simulator reads orders and writes returns with it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from minzheng.adapters.banks.faults import Faults, yuan
from minzheng.base.errors import InvalidValue
from minzheng.kernel.payments.ports import BankReturn, OrderLine, PaymentOrder, ReturnLine

Row = tuple[str, ...]
ORDER_HEAD = ("批次号", "日期", "付款户名", "付款账号", "笔数", "金额")
ORDER_TITLES = ("支付编号", "户名", "账号", "开户银行", "金额", "附言")
RETURN_HEAD = ("批次号", "笔数", "金额")
RETURN_TITLES = ("支付编号", "序号", "账号", "金额", "结果", "原因")
PAID, NOT_PAID = "成功", "失败"
NO_TABLE = "这不是本平台约定的回盘文件，或者文件不完整。"


def order_rows(order: PaymentOrder) -> Iterator[Row]:
    """An order, row by row."""
    head = (
        order.message_id,
        f"{order.requested_on:%Y%m%d}",
        order.payer_name,
        order.payer_account,
        str(order.count),
        yuan(order.total_fen),
    )
    yield _with_titles(ORDER_HEAD, head)
    yield ORDER_TITLES
    for each in order.lines:
        yield (
            each.end_to_end_id,
            each.name,
            each.account,
            each.bank,
            yuan(each.amount_fen),
            each.remark,
        )


def order_from(rows: Iterable[Sequence[str]]) -> PaymentOrder:
    """What a bank reads. Raises `InvalidValue`."""
    found = iter(rows)
    message, day, name, account, count, total = _head(ORDER_HEAD, next(found, ()))
    next(found, ())
    faults = Faults()
    lines = [
        OrderLine(row[0], row[1], row[3], row[2], faults.amount(number, row[4]), row[5])
        for number, row in enumerate(found, 3)
        if len(row) == len(ORDER_TITLES)
    ]
    order = PaymentOrder(
        message,
        date.fromisoformat(day),
        name,
        account,
        faults.count(1, count),
        faults.amount(1, total),
        lines,
    )
    faults.require_none()
    return order


def return_rows(told: BankReturn) -> Iterator[Row]:
    """A return, row by row."""
    head = (told.message_id, str(told.count), yuan(told.total_fen))
    yield _with_titles(RETURN_HEAD, head)
    yield RETURN_TITLES
    for each in told.lines:
        yield (
            each.end_to_end_id,
            str(each.sequence),
            each.account,
            yuan(each.amount_fen),
            PAID if each.paid else NOT_PAID,
            each.reason,
        )


def return_from(rows: Iterable[Sequence[str]]) -> BankReturn:
    """A return. Raises `InvalidValue` with every fault and its row."""
    found = iter(rows)
    message, count, total = _head(RETURN_HEAD, next(found, ()))
    if tuple(next(found, ())) != RETURN_TITLES:
        raise InvalidValue(NO_TABLE)
    faults = Faults()
    lines = [
        line
        for number, row in enumerate(found, 3)
        if (line := _return_line(number, row, faults)) is not None
    ]
    told = BankReturn(message, faults.count(1, count), faults.amount(1, total), tuple(lines))
    faults.require_none()
    return told


def _return_line(number: int, row: Sequence[str], faults: Faults) -> ReturnLine | None:
    if len(row) != len(RETURN_TITLES):
        faults.add(number, "栏数不对")
        return None
    payment, sequence, account, amount, outcome, reason = row
    if not payment or len(payment) > 35:
        faults.add(number, "支付编号不正确")
    if outcome not in (PAID, NOT_PAID):
        faults.add(number, f"结果应为“{PAID}”或者“{NOT_PAID}”")
    if account and not (account.isascii() and account.replace("*", "0").isdigit()):
        faults.add(number, "账号不正确")
    return ReturnLine(
        payment,
        faults.count(number, sequence),
        faults.amount(number, amount),
        outcome == PAID,
        reason[:200],
        account,
    )


def _with_titles(titles: Row, values: Row) -> Row:
    return tuple(part for pair in zip(titles, values, strict=True) for part in pair)


def _head(titles: Row, row: Sequence[str]) -> Sequence[str]:
    if tuple(row[::2]) != titles or len(row) != 2 * len(titles):
        raise InvalidValue(NO_TABLE)
    return row[1::2]
