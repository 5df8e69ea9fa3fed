"""Looking at all payments and books every night, keeping what was found, and stopping on it.

Where a rule is broken nobody orders more money in that county until an inspection finds that it
holds again: whatever wrote it may write more of it.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable

from minzheng.base.divisions import Level
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit.api import record
from minzheng.kernel.payments import day_sealing
from minzheng.kernel.payments.invariants import INVARIANTS, Breach, breaches
from minzheng.kernel.payments.models import Book, Inspection
from minzheng.kernel.payments.models.inspections import MOST_SUBJECTS
from minzheng.kernel.registry.api.listing import seen

_log = logging.getLogger(__name__)
PURPOSE = "账务核对"
TITLES = {each.code: each.title for each in INVARIANTS}


def inspect() -> int:
    """Look at everything, as the worker, and keep a row for each county; how many breaches."""
    edited = (Breach("I8", "", str(day)) for day in day_sealing.broken_days())
    with working(PURPOSE):
        found = (*breaches(), *edited)
        by_county = _by_county(found)
        # What lies nowhere, such as the hash of a day, is everybody's.
        everywhere = by_county.pop("", [])
        books = seen(Book.objects).filter(closed=False).values_list("division", flat=True)
        for county in sorted({*books, *by_county}):
            _keep(county, [*everywhere, *by_county.get(county, [])])
        return len(found)


def require_sound(division: str) -> None:
    """The stop rule of ordering money in a county. Raises `Refused`."""
    last = seen(Inspection.objects).filter(division=division).order_by("-pk").first()
    if last is not None and last.broken:
        raise Refused(
            f"最近一次账务核对发现不符（{in_words(last.broken)}），暂停锁定发放批次。"
            "请系统管理员查明原因并重新核对。"
        )


def in_words(broken: Iterable[str]) -> str:
    """The rules that are broken, as a person reads them."""
    return "；".join(TITLES[code] for code in broken)


def _by_county(found: Iterable[Breach]) -> dict[str, list[Breach]]:
    sorted_out: dict[str, list[Breach]] = defaultdict(list)
    for each in found:
        sorted_out[each.division[: Level.COUNTY]].append(each)
    return sorted_out


def _keep(county: str, found: list[Breach]) -> None:
    broken = sorted({each.code for each in found})
    row = Inspection.objects.create(
        division=county,
        inspected_at=clock.now(),
        broken=broken,
        count=len(found),
        subjects=[f"{each.code}:{each.subject}" for each in found[:MOST_SUBJECTS]],
    )
    if not broken:
        return
    _log.error("payments of %s break %s, %d times", county, ", ".join(broken), len(found))
    record(
        "ledger.broken",
        subject_type="payment_inspection",
        subject=row.pk,
        division=county,
        payload={"broken": broken, "count": len(found), "subjects": row.subjects},
    )
