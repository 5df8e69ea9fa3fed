"""What the rules say to the answers, in three heaps: yes, cannot say yet, no."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from minzheng.base.months import Month
from minzheng.interfaces.portal.explained import Why, why_of
from minzheng.interfaces.portal.finder.facts import MEMBER, Answers, household_of
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api.offers import Offer, offers
from minzheng.kernel.registry.api.estimates import Estimate, Wanting, estimated


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
    results = estimated(household_of(answers, today), month=Month.of(today), keys=tuple(by_rule))
    heaps: dict[bool | None, list[Found]] = {True: [], None: [], False: []}
    for each in results:
        # The others are asked about on a page of their own: little is known of them here.
        if not each.who.startswith(MEMBER):
            heaps[_verdict(each)].append(_found(each, by_rule[each.key]))
    return Answered(heaps[True], heaps[None], heaps[False])


def _items_by_rule(offered: Sequence[Offer]) -> Mapping[str, tuple[Offer, ...]]:
    found: dict[str, tuple[Offer, ...]] = {}
    for offer in offered:
        for rule in offer.decides:
            found[rule] = (*found.get(rule, ()), offer)
    return found


def _verdict(result: Estimate) -> bool | None:
    return None if result.value is None else bool(result.value)


def _found(result: Estimate, items: tuple[Offer, ...]) -> Found:
    why = why_of(result.explanation)
    verdict = _verdict(result)
    if verdict is None:
        reasons = tuple(dict.fromkeys(_wanted(each) for each in result.missing))
    elif verdict:
        reasons = ()
    else:
        reasons = tuple(each.title for each in why.below if each.verdict == "unmet")
    amount = result.text if verdict and result.is_amount and _is_told(result) else ""
    return Found(result.title, amount, reasons, why, items)


def _is_told(result: Estimate) -> bool:
    """An amount below a yuan is the one that lets the rules look at an emergency."""
    return (result.value or 0) >= 100


def _wanted(missing: Wanting) -> str:
    return f"{missing.who}的“{missing.title}”" if missing.who else f"家庭的“{missing.title}”"
