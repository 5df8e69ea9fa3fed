"""Benefits of a household as they are shown: what is due first, then what cannot be said yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from minzheng.interfaces.desk.generic.columns import Tone
from minzheng.kernel.registry.api.results import BenefitResult, HouseholdEvaluation

_MARKS = {"met": "✓", "unmet": "✗", "unknown": "？"}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation, with those below it."""

    mark: str
    verdict: str
    title: str
    value: str
    law: str
    formula: str
    missing: str
    steps: tuple["Step", ...]


@dataclass(frozen=True, slots=True)
class ShownBenefit:
    """One benefit with its reasons. ``why`` says in one line why nothing is due."""

    title: str
    who: str
    text: str
    tone: Tone
    why: str
    explanation: Step


@dataclass(frozen=True, slots=True)
class Benefits:
    """The three heaps: due, undecided, not due."""

    due: Sequence[ShownBenefit]
    undecided: Sequence[ShownBenefit]
    refused: Sequence[ShownBenefit]
    remarks: Sequence[str]


def arranged(evaluated: HouseholdEvaluation, person: str = "") -> Benefits:
    """In heaps; for the page of one person, only what concerns the household or that person."""
    wanted = [
        each
        for each in evaluated.results
        if not person or each.person is None or str(each.person) == person
    ]
    heaps: dict[Tone, list[ShownBenefit]] = {Tone.GOOD: [], Tone.WAIT: [], Tone.PLAIN: []}
    for result in wanted:
        shown = _shown(result)
        heaps[shown.tone].append(shown)
    return Benefits(heaps[Tone.GOOD], heaps[Tone.WAIT], heaps[Tone.PLAIN], evaluated.remarks)


def _shown(result: BenefitResult) -> ShownBenefit:
    tone = Tone.WAIT if result.value is None else Tone.GOOD if result.granted else Tone.PLAIN
    explanation = step_of(result.explanation)
    why = result.missing
    if tone is Tone.PLAIN:
        why = "；".join(each.title for each in explanation.steps if each.verdict == "unmet")
    return ShownBenefit(result.title, result.who, result.text, tone, why, explanation)


def step_of(reason: Mapping[str, Any]) -> Step:
    """A line of an explanation as the template shows it, with those below."""
    verdict = str(reason.get("verdict", ""))
    who = f"{reason['who']}：" if reason.get("who") else ""
    return Step(
        mark=_MARKS.get(verdict, ""),
        verdict=verdict,
        title=who + str(reason.get("title", "")),
        value=str(reason.get("value", "")),
        law=str(reason.get("law", "")),
        formula=str(reason.get("formula", "")),
        missing=str(reason.get("missing", "")),
        steps=tuple(step_of(each) for each in reason.get("reasons", ())),
    )
