"""What the rules say of a case: each benefit with its reasons as a tree, articles and amounts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from minzheng.base.money import format_yuan
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.interfaces.desk.generic.columns import Tone
from minzheng.interfaces.desk.generic.views import DeskView
from minzheng.interfaces.desk.pages.benefits import Step, step_of
from minzheng.kernel.casework.api import deciding


@dataclass(frozen=True, slots=True)
class ShownRule:
    """One benefit that the item decides, as the template of benefits reads it."""

    title: str
    who: str
    text: str
    tone: Tone
    why: str
    explanation: Step


class Amounts(Protocol):
    """What has an amount before and after: a proposal, a decision."""

    @property
    def before_fen(self) -> int | None:
        """What was due until now."""
        ...

    @property
    def amount_fen(self) -> int | None:
        """What is to be due."""
        ...


def shown_rules(proposal: deciding.Proposal) -> list[ShownRule]:
    """The benefits that the item decides, as the rules see them now."""
    return [
        _shown(
            {
                "title": each.title,
                "who": each.who,
                "text": each.text,
                "value": each.value,
                "missing": each.missing,
                "unmet": [{"sentence": one.sentence} for one in each.unmet],
            },
            each.explanation,
        )
        for each in proposal.results
    ]


def kept_rules(row: deciding.DecisionRow) -> list[ShownRule]:
    """The same as they were kept with a decision."""
    pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]
    pairs = zip(row.results, row.explanation, strict=True)
    return [_shown(result, explanation) for result, explanation in pairs]


def _shown(result: Mapping[str, Any], explanation: Mapping[str, Any]) -> ShownRule:
    undecided = result["value"] is None
    tone = Tone.WAIT if undecided else Tone.GOOD if result["value"] else Tone.PLAIN
    unmet = "；".join(each["sentence"] for each in result["unmet"])
    return ShownRule(
        result["title"],
        result["who"],
        result["text"],
        tone,
        result["missing"] or unmet,
        step_of(explanation),
    )


def parts_of(proposal: deciding.Proposal) -> dict[str, Any]:
    """What the template of a proposal shows. A refusal takes effect from no month."""
    return {
        "proposal": proposal,
        "missing": missing(proposal),
        "rules": shown_rules(proposal),
        "amounts": amounts(proposal),
        "takes_effect": proposal.outcome not in (Outcome.REFUSED, Outcome.UNCHANGED),
    }


def amounts(of: Amounts) -> dict[str, str]:
    """Before and after, in yuan; empty where there is none."""
    return {
        "before": "" if of.before_fen is None else format_yuan(of.before_fen),
        "after": "" if of.amount_fen is None else format_yuan(of.amount_fen),
    }


def missing(proposal: deciding.Proposal) -> list[str]:
    """What is not known yet, one thing a line."""
    return [part for text in proposal.cannot_decide for part in text.split("; ") if part]


class CaseProposal(DeskView):
    """A part of the page of a case. Asked for by POST: an evaluation is an act on record."""

    permission = "case.read"
    http_method_names = ["post"]
    template_name = "desk/cases/proposal.html"

    def post(self, request: HttpRequest, case: UUID) -> HttpResponse:
        proposal = deciding.proposal(self.actor, case=case)
        return self.render_to_response(parts_of(proposal))
