"""What the rules say to the answers, in three heaps: yes, cannot say yet, no."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from minzheng.base.months import Month
from minzheng.interfaces.portal.applying.words import missing_text
from minzheng.interfaces.portal.explained import Why, why_of
from minzheng.interfaces.portal.finder.alternatives import EitherWay, either_way
from minzheng.interfaces.portal.finder.facts import MEMBER, Answers, household_of
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api.offers import Offer, offers
from minzheng.kernel.registry.api.estimates import Estimate, Wanting, estimated

YUAN = 100


@dataclass(frozen=True, slots=True)
class Found:
    """One benefit: what comes out, why, and the items by which it is applied for."""

    title: str
    amount: str
    reasons: tuple[str, ...]
    why: Why
    items: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """The three heaps."""

    yes: Sequence[Found]
    unsure: Sequence[Found]
    no: Sequence[Found]


def answered(answers: Answers) -> Answered:
    """What can be applied for, of the household and of the person asked about."""
    today = clock.today()
    by_rule = _items_by_rule(offers(today))
    home, month = household_of(answers, today), Month.of(today)
    heaps: dict[bool | None, list[Found]] = {True: [], None: [], False: []}
    for each in estimated(home, month=month, keys=tuple(by_rule)):
        # The others are asked about on a page of their own: little is known of them here.
        if not each.who.startswith(MEMBER):
            sure = either_way(home, each, month)
            verdict = sure.granted if sure else _verdict(each)
            heaps[verdict].append(_found(each, verdict, sure, by_rule[each.key]))
    return Answered(heaps[True], heaps[None], heaps[False])


def _items_by_rule(offered: Sequence[Offer]) -> Mapping[str, tuple[Offer, ...]]:
    found: dict[str, tuple[Offer, ...]] = {}
    for offer in offered:
        for rule in offer.decides:
            found[rule] = (*found.get(rule, ()), offer)
    return found


def _verdict(result: Estimate) -> bool | None:
    return None if result.value is None else bool(result.value)


def _found(
    result: Estimate, verdict: bool | None, sure: EitherWay | None, items: tuple[Offer, ...]
) -> Found:
    why = why_of(result.explanation)
    reasons: tuple[str, ...] = ()
    if verdict is None:
        reasons = tuple(dict.fromkeys(_wanted(each) for each in result.missing))
    elif not verdict:
        reasons = tuple(each.title for each in why.below if each.verdict == "unmet")
    amount = _amount(sure.least if sure else result, least=sure is not None) if verdict else ""
    return Found(result.title, amount, reasons, why, items)


def _amount(result: Estimate, *, least: bool) -> str:
    """Not the one below a yuan, which only lets the rules look at an emergency."""
    if not result.is_amount or (result.value or 0) < YUAN:
        return ""
    return f"至少{result.text}" if least else result.text


def _wanted(missing: Wanting) -> str:
    return f"{missing.who or '全家'}：{missing_text(missing.fact, missing.title)}"
