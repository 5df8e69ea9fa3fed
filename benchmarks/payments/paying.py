"""A payroll from draft to file by three persons, each step timed, in the application's role."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from benchmarks.measuring import own_peak_mb
from benchmarks.payments.spreading import COUNTY
from minzheng.base.errors import InvalidValue
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.models import Post
from minzheng.kernel.access.signing_in import actor_in
from minzheng.kernel.audit.actors import Acting, acting_as
from minzheng.kernel.payments.api import batches, reading
from minzheng.kernel.payments.ports import BankReturn, PaymentOrder, bank_formats
from minzheng.kernel.protection.context import entered


class Lines:
    """A head and a line a payment."""

    code, title, extension, media_type = "lines", "文本", "txt", "text/plain"

    def write(self, order: PaymentOrder, out: BinaryIO) -> None:
        """Write it."""
        out.write(f"{order.message_id}|{order.count}|{order.total_fen}\n".encode())
        for each in order.lines:
            text = f"{each.end_to_end_id}|{each.name}|{each.account}|{each.amount_fen}|{each.bank}"
            out.write(f"{text}|{each.remark}\n".encode())

    def read(self, content: bytes) -> BankReturn:
        """It is only written."""
        raise InvalidValue("这种格式没有回盘文件。")


def pay() -> dict[str, object]:
    """Seconds of each step and altogether, lines, megabytes."""
    bank_formats.install({Lines.code: Lines()})
    seconds: dict[str, float] = {}
    month = Month.of(clock.today())
    with _timed(seconds, "draft"), acting("county_officer") as officer:
        batch = batches.draft_batch(officer, division=COUNTY, month=month)
    with _timed(seconds, "check"), acting("county_officer") as officer:
        batches.check_batch(officer, batch=batch)
    with _timed(seconds, "settle"), acting("county_officer") as officer:
        for each in {found.check for found in reading.findings(officer, batch=batch)}:
            batches.settle_findings(officer, batch=batch, check=each, text="已核实")
    with _timed(seconds, "approve"), acting("city_officer") as approver:
        view = reading.batch_view(approver, batch=batch)
        batches.approve_batch(approver, batch=batch, lines_hash=view.lines_hash)
    with _timed(seconds, "freeze"), acting("finance") as finance:
        batches.freeze_batch(finance, batch=batch)
    with _timed(seconds, "file"), acting("finance") as finance:
        batches.write_file(finance, batch=batch)
    with acting("finance") as finance:
        view = reading.batch_view(finance, batch=batch)
    return {
        "seconds": sum(seconds.values()),
        "steps": {step: round(each, 2) for step, each in seconds.items()},
        "lines": view.row.count - view.row.held_count,
        "batch": str(batch),
        "peak_mb": own_peak_mb(),
    }


@contextmanager
def _timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    seconds[step] = time.perf_counter() - begun


@contextmanager
def acting(name: str) -> Iterator[Actor]:
    """A transaction of somebody of the demonstration's staff, who has just shown the identity."""
    post = Post.objects.select_related("account").get(account__username=name)
    somebody = actor_in(post, post.account, stepped_up_at=clock.now())
    who = Acting(
        account=somebody.account,
        name=somebody.name,
        role=somebody.role,
        division=somebody.division,
        purpose="handling",
        request="benchmark",
    )
    with entered(somebody.scope("handling", "benchmark")), acting_as(who):
        yield somebody
