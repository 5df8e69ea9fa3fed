"""Which letter tells what: the slugs of templates, of which an item replaces those that differ."""

from dataclasses import dataclass

from minzheng.catalogue.casework.outcomes import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Template slugs by occasion. The defaults are the platform's own templates."""

    grant: str = "grant"
    refuse: str = "refuse"
    change: str = "change"
    end: str = "end"
    unchanged: str = "unchanged"
    hearing: str = "hearing"
    completion: str = "completion"
    acceptance: str = "acceptance"
    declined: str = "declined"
    discontinuation: str = "discontinuation"
    answer: str = "answer"

    def of(self, outcome: Outcome) -> str | None:
        """The letter that tells an outcome; None where none is owed."""
        return {
            Outcome.GRANTED: self.grant,
            Outcome.REFUSED: self.refuse,
            Outcome.CHANGED: self.change,
            Outcome.ENDED: self.end,
            Outcome.UNCHANGED: self.unchanged,
            Outcome.COMPLETED: self.answer,
            Outcome.DECLINED: self.declined,
            Outcome.DISCONTINUED: self.discontinuation,
        }.get(outcome)
