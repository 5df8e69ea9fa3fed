"""Numbers of letters: per office, year and series, without gaps.

Letters of protected files have a series of their own for each label. In one series with the others
each would leave a gap, which tells whoever reads the ordinary letters that there was another one.

A letter that was numbered before its file was protected keeps its number: it stands on the paper
that the household holds, and in the remedies that it may use. The gap among the others tells no
more than that a letter which the office once made lies elsewhere now; a file that moves to another
town leaves the same one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from minzheng.kernel.casework.letters.offices import mark_of
from minzheng.kernel.casework.models import LetterCounter
from minzheng.kernel.protection.labels import Label

_SERIES: Mapping[Label, str] = MappingProxyType(
    {Label.ORDINARY: "", Label.SEALED: "护", Label.CHILD_PROTECTION: "护童"}
)
"""What stands in a number behind the item's own mark."""


@dataclass(frozen=True, slots=True)
class Number:
    """天宁民低保〔2026〕12号."""

    office: str
    year: int
    series: str
    sequence: int
    text: str


def next_number(office: str, year: int, mark: str, label: Label = Label.ORDINARY) -> Number:
    """The next number; whoever asks at the same time waits until this one stands or is undone."""
    key = {"office": office, "year": year, "series": _SERIES[label]}
    LetterCounter.objects.bulk_create([LetterCounter(**key)], ignore_conflicts=True)
    counter = LetterCounter.objects.select_for_update().get(**key)
    counter.last += 1
    counter.save(update_fields=["last"])
    text = f"{mark_of(office)}民{mark}{counter.series}〔{year}〕{counter.last}号"
    return Number(office, year, counter.series, counter.last, text)
