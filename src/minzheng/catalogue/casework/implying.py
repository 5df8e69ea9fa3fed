"""Facts that follow from which item was applied for: nobody is asked what he has just chosen."""

from dataclasses import dataclass

from minzheng.rules.facts import Entity


@dataclass(frozen=True, slots=True)
class Implied:
    """A fact of the household or of the person whom the case is about.

    ``value`` is stored as rules store it (the number of a code's entry); None is the day of
    application.
    """

    entity: Entity
    fact: str
    value: int | None = None
