"""The text format: a line a payment, parts divided by bars, in GB18030 as Chinese banks read it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from minzheng.adapters.banks import tables
from minzheng.base.errors import InvalidValue
from minzheng.kernel.payments.ports import BankReturn, PaymentOrder

ENCODING = "gb18030"
"""Knows every character of Unicode, so that no rare name is lost."""
SEPARATOR = "|"
NOT_READABLE = "文件不完整，或者不是GB18030编码的文本文件。"
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


class TextFormat:
    """Text with bars."""

    code = "text"
    title = "文本文件（竖线分隔）"
    extension = "txt"
    media_type = "text/plain; charset=gb18030"

    def write(self, order: PaymentOrder, out: BinaryIO) -> None:
        """Write an order."""
        _write(tables.order_rows(order), out)

    def read(self, content: bytes) -> BankReturn:
        """Read a return. Raises `InvalidValue`."""
        return tables.return_from(_rows(content))

    def read_order(self, content: bytes) -> PaymentOrder:
        """What the bank reads. Raises `InvalidValue`."""
        return tables.order_from(_rows(content))

    def write_return(self, told: BankReturn, out: BinaryIO) -> None:
        """What the bank writes."""
        _write(tables.return_rows(told), out)


def _write(rows: Iterable[Sequence[str]], out: BinaryIO) -> None:
    for row in rows:
        out.write(f"{SEPARATOR.join(_clean(part) for part in row)}\n".encode(ENCODING))


def _clean(part: str) -> str:
    """A bar or a line end in a name would shift the amount: such a bar becomes a wide one."""
    return _CONTROL.sub(" ", part).replace(SEPARATOR, "｜")


def _rows(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode(ENCODING)
    except UnicodeDecodeError:
        raise InvalidValue(NOT_READABLE) from None
    return (line.removesuffix("\r").split(SEPARATOR) for line in text.split("\n") if line.strip())
