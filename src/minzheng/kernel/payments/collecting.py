"""Fetching returns from banks that hand them over themselves, as the worker, one file at a time."""

from uuid import UUID

from minzheng.base.errors import MinzhengError
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit.api import record
from minzheng.kernel.payments import returning
from minzheng.kernel.payments.models import Batch, Return
from minzheng.kernel.payments.ports import BankUnreachable, ReturnFile, bank_channel
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import seen

PURPOSE = "收取银行回盘"


def collect(batch: UUID) -> int:
    """Take in what the bank has ready about a batch; how many files were new and whole."""
    with working(PURPOSE):
        row = seen(Batch.objects).filter(pk=batch).select_related("book").first()
        if row is None or row.state not in returning.WITH_THE_BANK:
            return 0
        bank, number = row.book.bank, row.number
    try:
        files = bank_channel()(bank).collect(number)
    except BankUnreachable:
        return 0
    return sum(_taken(batch, file) for file in files)


def _taken(batch: UUID, file: ReturnFile) -> bool:
    try:
        with working(PURPOSE) as system:
            row = _locked(batch)
            digest = returning.digest_of_file(row, file.content)
            if returning.known(row, digest) is not None:
                return False
            _told(row, returning.take(system, row, file, digest), "return.take")
            return True
    except MinzhengError as error:
        _keep_refusal(batch, file, error.message)
        return False


def _keep_refusal(batch: UUID, file: ReturnFile, why: str) -> None:
    with working(PURPOSE) as system:
        row = _locked(batch)
        digest = returning.digest_of_file(row, file.content or b"\x00")
        if kept := returning.refused(system, row, file, digest, why):
            _told(row, kept, "return.refuse")


def _locked(batch: UUID) -> Batch:
    rows = seen(Batch.objects).filter(pk=batch).select_related("book", "file")
    return rows.select_for_update(of=("self",)).get()


def _told(row: Batch, taken: Return, action: str) -> None:
    record(
        action,
        subject_type="payment_batch",
        subject=row.pk,
        division=row.division,
        label=Label(row.label),
        payload={
            "return": str(taken.pk),
            "digest": taken.digest,
            "count": taken.count,
            "refusal": taken.refusal,
        },
    )
