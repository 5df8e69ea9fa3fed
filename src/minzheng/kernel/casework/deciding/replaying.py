"""Replaying a decision: the kept facts, with the kept rules and numbers, to the same fen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from minzheng.base.errors import MinzhengError
from minzheng.base.money import format_yuan
from minzheng.kernel.casework.deciding.editions import law_of
from minzheng.kernel.casework.deciding.evaluating import RuleResult, evaluated
from minzheng.kernel.casework.models import Decision
from minzheng.rules.evaluation.frozen import FrozenHousehold


@dataclass(frozen=True, slots=True)
class Replay:
    """Whether everything came out as it was kept, and in sentences what did not."""

    equal: bool
    differences: tuple[str, ...] = ()


def replayed(decision: Decision) -> Replay:
    """Evaluate anew and compare. What people decided alone has nothing to evaluate."""
    if decision.edition_id is None:
        return Replay(equal=True)
    kept: Sequence[Mapping[str, Any]] = decision.results
    keys = tuple(dict.fromkeys(each["key"] for each in kept))
    frozen = FrozenHousehold.from_json(decision.facts)
    try:
        found = evaluated(law_of(decision.edition_id), frozen, keys)
    except (MinzhengError, ValueError, KeyError) as failure:
        return Replay(equal=False, differences=(f"当时的规则现在无法重新测算：{failure}",))
    differences = tuple(_differences(decision, kept, found))
    return Replay(equal=not differences, differences=differences)


def _differences(
    decision: Decision, kept: Sequence[Mapping[str, Any]], found: Sequence[RuleResult]
) -> Iterator[str]:
    now = {(each.key, each.person): each for each in found}
    for each in kept:
        same = now.get((each["key"], each["person"]))
        if same is None:
            yield f"{each['title']}：没有结果"
        elif _plain(same.kept()) != _plain(each):
            yield f"{each['title']}（{each['who'] or '家庭'}）：当时{each['text']}，现在{same.text}"
    if not any(each["value"] is None for each in kept):
        yield from _sum(decision, kept, now)


def _sum(
    decision: Decision,
    kept: Sequence[Mapping[str, Any]],
    now: Mapping[tuple[str, str], RuleResult],
) -> Iterator[str]:
    if decision.proposed_fen is None:
        return
    paid = (now[each["key"], each["person"]] for each in kept if each["is_amount"])
    total = sum(each.value or 0 for each in paid)
    if total != decision.proposed_fen:
        yield f"金额：当时{format_yuan(decision.proposed_fen)}元，现在{format_yuan(total)}元"


def _plain(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Amount and grounds; without the names of facts, which may be worded better since."""
    return {
        **{name: kept[name] for name in ("key", "person", "value", "is_amount", "missing", "law")},
        "unmet": [
            [each[name] for name in ("sentence", "law", "who", "by_how_much")]
            for each in kept["unmet"]
        ],
    }
