"""Numbers of letters: per office and year, without gaps."""

from dataclasses import dataclass

from minzheng.kernel.casework.letters.offices import mark_of
from minzheng.kernel.casework.models import LetterCounter


@dataclass(frozen=True, slots=True)
class Number:
    """天宁民低保〔2026〕12号."""

    office: str
    year: int
    sequence: int
    text: str


def next_number(office: str, year: int, mark: str) -> Number:
    """The next number; whoever asks at the same time waits until this one stands or is undone."""
    LetterCounter.objects.bulk_create(
        [LetterCounter(office=office, year=year)], ignore_conflicts=True
    )
    counter = LetterCounter.objects.select_for_update().get(office=office, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    text = f"{mark_of(office)}民{mark}〔{year}〕{counter.last}号"
    return Number(office, year, counter.last, text)
