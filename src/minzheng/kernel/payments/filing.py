"""The file of a batch: made from frozen lines alone, the same bytes however often it is made.

It is put into the store before the row that names it is committed: a crash in between leaves a file
that no row names, which the sweep takes away, and making it again gives the same one.
"""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from uuid import UUID

from django.db import connection

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.documents.api.storage import key_for, put
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments.models import BankFile, Batch
from minzheng.kernel.payments.ports import BankFormat, OrderLine, PaymentOrder, bank_formats
from minzheng.kernel.payments.states import BatchKind, BatchState
from minzheng.kernel.protection.keys import decrypt_many
from minzheng.kernel.protection.labels import Label

AT_ONCE = 2000
Remarks = Callable[[str], str]
_Row = tuple[str, str, str, UUID, bytes, int, str, date]
ACCOUNT_TABLE, ACCOUNT_COLUMN, ACCOUNT_KIND = "registry_bankaccount", "number", "bank_account"
PROVIDER_TABLE = "payments_provideraccount"
"""To what the ciphertext of a snapshot is bound: the version of the account it was copied from."""

_LINES = """
select end_to_end_id, holder, bank, account_id, number, amount_fen, benefit, period
from payments_instruction
where batch_id = %s and state = 'pending' order by end_to_end_id
"""


def write(actor: Actor, row: Batch, code: str) -> BankFile:
    """Make the file of a frozen batch. Raises `Refused` without a paying account."""
    known = bank_formats()
    chosen = code or row.book.format
    if chosen not in known:
        raise Refused("请先在资金页面设置付款账户和银行文件格式。")
    content = made(row, known[chosen])
    digest = put(content, key_for(Label(row.label)))
    file = BankFile.objects.create(
        division=row.division,
        label=row.label,
        batch=row,
        format=chosen,
        name=f"{row.number}.{known[chosen].extension}",
        digest=digest,
        key=key_for(Label(row.label)),
        size=len(content),
        count=row.count - row.held_count,
        total_fen=row.total_fen - row.held_fen,
        made_by=actor.account,
        made_person=actor.person,
        made_at=clock.now(),
    )
    row.state = BatchState.FILED
    row.version += 1
    row.save(update_fields=["state", "version"])
    return file


def made(row: Batch, written: BankFormat) -> bytes:
    """The bytes of the file of a batch; nothing in them depends on when or by whom."""
    if row.frozen_on is None or not row.book.number:
        raise Refused("请先锁定批次，并设置付款账户。")
    out = BytesIO()
    lines = _Counted(row)
    order = PaymentOrder(
        message_id=row.number,
        requested_on=row.frozen_on,
        payer_name=row.book.payer_name,
        payer_account=str(row.book.number),
        count=row.count - row.held_count,
        total_fen=row.total_fen - row.held_fen,
        lines=lines,
    )
    written.write(order, out)
    if (lines.count, lines.total_fen) != (order.count, order.total_fen):
        raise Conflict("明细与批次合计不符，文件没有生成。请联系系统管理员核查。")
    return out.getvalue()


class _Counted:
    """The lines of a batch, opened a few thousand at a time and counted as they go by."""

    def __init__(self, row: Batch) -> None:
        self._row = row
        self._titles = {rule: each.title for rule, each in benefits().items()}
        self.count = 0
        self.total_fen = 0

    def _remark(self, benefit: str) -> str:
        """What the payee reads on the statement; of protected files nothing but the month."""
        return self._titles.get(benefit, "") if self._row.label == Label.ORDINARY else ""

    def __iter__(self) -> Iterator[OrderLine]:
        with connection.chunked_cursor() as cursor:
            cursor.execute(_LINES, [self._row.pk])
            while rows := cursor.fetchmany(AT_ONCE):
                for line in _opened(rows, self._remark, table_of(BatchKind(self._row.kind))):
                    self.count += 1
                    self.total_fen += line.amount_fen
                    yield line


def table_of(kind: BatchKind) -> str:
    """Where the accounts stand to which a kind of batch pays."""
    return PROVIDER_TABLE if kind is BatchKind.PROVIDER else ACCOUNT_TABLE


def _opened(rows: list[_Row], remarks: Remarks, table: str) -> list[OrderLine]:
    numbers = decrypt_many(
        ACCOUNT_KIND,
        table,
        ACCOUNT_COLUMN,
        [(account, bytes(number)) for _, _, _, account, number, *_ in rows],
    )
    return [
        OrderLine(
            end_to_end_id=row[0],
            name=row[1],
            bank=row[2],
            account=number,
            amount_fen=row[5],
            remark=f"{remarks(row[6])}{row[7]:%Y-%m}",
        )
        for row, number in zip(rows, numbers, strict=True)
    ]
