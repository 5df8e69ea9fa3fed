"""The sums of a simulation and of a re-rating, brought into tables and a chart."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _

from minzheng.base.months import Month
from minzheng.interfaces.desk.money import change, yuan
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.entitlements.api.numbers import ProposalView
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments.api.sharing import SharedSum, shared
from minzheng.rules.batch.distances import bands

NEAR_FROM, NEAR_TO = 60, 150
"""Bands around the line that are shown, in hundredths of it."""
BAND = 10


@dataclass(frozen=True, slots=True)
class EffectRow:
    """What comes of a number for one benefit in one county."""

    title: str
    county: str
    raised: int
    monthly_fen: int
    backpay_fen: int
    falls: int
    looks: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Households that win, lose, come in or fall out by the rules."""

    title: str
    households: int
    persons: int
    change: str


@dataclass(frozen=True, slots=True)
class BandRow:
    """Households within a band around the line."""

    title: str
    band: str
    households: int
    persons: int


@dataclass(frozen=True, slots=True)
class DistanceRow:
    """Households so many yuan a head below or above the line, before and after."""

    title: str
    band: str
    households_before: int
    households_after: int
    persons_before: int
    persons_after: int


@dataclass(frozen=True, slots=True)
class Simulated:
    """What the page of a proposal shows of its simulation."""

    effects: tuple[EffectRow, ...]
    total: EffectRow
    groups: tuple[GroupRow, ...]
    funds: tuple[SharedSum, ...]
    bands: tuple[BandRow, ...]
    distances: tuple[DistanceRow, ...]
    bars: tuple[tuple[str, str, bool], ...]
    chart: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Rerated:
    """What the page of a proposal shows of its re-rating."""

    effects: tuple[EffectRow, ...]
    total: EffectRow
    leads: int


def simulated(actor: Actor, view: ProposalView) -> Simulated | None:
    """The sums of a finished simulation."""
    work = view.simulation
    if work is None or not work.result:
        return None
    result = work.result
    effects = _effects(result["effects"])
    bars = _bars(result)
    return Simulated(
        effects=effects,
        total=_total(effects),
        groups=_groups(result["groups"]),
        funds=_funds(actor, result),
        bands=_bands(result["near"]),
        # Simulations of before this was counted are kept as they are.
        distances=_distances(result.get("distances", ())),
        bars=tuple(
            (title, yuan(fen) if whole else change(fen), whole) for title, fen, whole in bars
        ),
        chart=_chart(bars),
    )


def rerated(actor: Actor, view: ProposalView) -> Rerated | None:
    """The sums of a re-rating, as far as it has come."""
    work = view.rerating
    if work is None or not work.result:
        return None
    effects = _effects(work.result.get("effects", ()))
    return Rerated(effects, _total(effects), work.result.get("leads", 0))


def _effects(given: Any) -> tuple[EffectRow, ...]:
    book = benefits()
    rows = []
    for each in given:
        known = book.get(each["benefit"])
        figures = {name: value for name, value in each.items() if name != "benefit"}
        rows.append(EffectRow(title=known.title if known else each["benefit"], **figures))
    return tuple(rows)


def _total(rows: tuple[EffectRow, ...]) -> EffectRow:
    names = ("raised", "monthly_fen", "backpay_fen", "falls", "looks")
    sums = {name: sum(getattr(each, name) for each in rows) for name in names}
    return EffectRow(_("合计"), "", **sums)


def _names() -> dict[str, str]:
    return {
        "winners": _("待遇增加"),
        "newly": _("新符合条件"),
        "losers": _("待遇减少"),
        "no_longer": _("不再符合条件"),
    }


def _groups(groups: Mapping[str, Mapping[str, int]]) -> tuple[GroupRow, ...]:
    return tuple(
        GroupRow(
            title,
            groups[name].get("households", 0),
            groups[name].get("persons", 0),
            change(groups[name].get("monthly_change", 0)),
        )
        for name, title in _names().items()
        if name in groups
    )


def _funds(actor: Actor, result: Mapping[str, Any]) -> tuple[SharedSum, ...]:
    """Each month's rise for those who have it, and the back-pay once: by fund of each county."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for each in result["effects"]:
        sums[each["county"], each["benefit"]] += each["monthly_fen"]
    return shared(actor, sums=sums, month=Month.parse(result["month"]))


def _bands(near: Any) -> tuple[BandRow, ...]:
    return tuple(
        BandRow(
            each["title"],
            f"{each['edge']}%—{each['edge'] + BAND}%",
            each["households"],
            each["persons"],
        )
        for each in near
        if NEAR_FROM <= each["edge"] < NEAR_TO
    )


def _distances(given: Any) -> tuple[DistanceRow, ...]:
    """Every band of each line, also those in which nobody is."""
    counted = {(each["title"], each["edge"]): each for each in given}
    names = [field.name for field in fields(DistanceRow)][2:]
    return tuple(
        DistanceRow(
            title,
            _away(low, high),
            **{name: counted.get((title, low), {}).get(name, 0) for name in names},
        )
        for title in dict.fromkeys(title for title, _ in counted)
        for low, high in bands()
    )


def _away(low: int, high: int) -> str:
    near, far = (each // 100 for each in sorted((abs(low), abs(high))))
    if high <= 0:
        return _("低 %(near)d—%(far)d 元") % {"near": near, "far": far}
    return _("高 %(near)d—%(far)d 元") % {"near": near, "far": far}


def _bars(result: Mapping[str, Any]) -> list[tuple[str, int, bool]]:
    """All monthly benefits by the rules: before, what moves them, after."""
    totals, groups = result["totals"], result["groups"]
    steps = [
        (title, groups.get(name, {}).get("monthly_change", 0), False)
        for name, title in _names().items()
    ]
    return [
        (_("调整前每月"), totals.get("monthly_before", 0), True),
        *(each for each in steps if each[1]),
        (_("调整后每月"), totals.get("monthly_after", 0), True),
    ]


def _chart(bars: list[tuple[str, int, bool]]) -> dict[str, Any] | None:
    if len(bars) == len([each for each in bars if each[2]]):
        return None
    return {
        "kind": "waterfall",
        "words": [title for title, _fen, _whole in bars],
        "fen": [fen for _title, fen, _whole in bars],
        "names": [_("合计"), _("增加"), _("减少")],
    }
