"""Casework on the workbench: what waits in the inbox, by the colour of its clock."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.pages.cases.inbox import COLOURS
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework.api import reading


@dataclass(frozen=True, slots=True)
class ColourCard:
    """How many tasks of one colour there are, and where they are listed."""

    code: str
    title: Text
    count: int
    address: str


def colour_cards(actor: Actor) -> Sequence[ColourCard]:
    """The three colours of the inbox; nothing for those who handle no cases."""
    if not actor.may("case.read"):
        return ()
    counts = reading.inbox_counts(actor)
    here = reverse("desk:cases")
    return [
        ColourCard(code, title, getattr(counts, code), f"{here}?colour={code}")
        for code, title in COLOURS
    ]
