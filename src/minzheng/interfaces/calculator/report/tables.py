"""Tables of the report: real tables for screen readers and print, stacked cards on a phone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from minzheng.interfaces.calculator.report.wording import text


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words, and whether it is a number and which way it goes (``up``, ``down``)."""

    words: str
    number: bool = False
    tone: str = ""


def number(words: str, tone: str = "") -> Cell:
    """A right-aligned number."""
    return Cell(words, number=True, tone=tone)


def table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table; the first cell of each row names the row.

    The roles are written out because a phone's style sheet turns rows into blocks, after which some
    browsers forget that this is a table.
    """
    written = list(rows)
    numeric = [cell.number for cell in written[0]] if written else [False] * len(headings)
    head = "".join(
        f'<th role="columnheader" scope="col"{_classes(is_number)}>{text(heading)}</th>'
        for heading, is_number in zip(headings, numeric, strict=True)
    )
    body = "".join(_row(row, headings) for row in written)
    if not written:
        body = f'<tr role="row"><td role="cell" colspan="{len(headings)}">没有</td></tr>'
    return (
        f'<table role="table"><caption>{text(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(row: Sequence[Cell], headings: Sequence[str]) -> str:
    first, *rest = row
    cells = "".join(
        f'<td role="cell" data-label="{text(heading)}"{_classes(cell.number, cell.tone)}>'
        f"{text(cell.words)}</td>"
        for cell, heading in zip(rest, headings[1:], strict=True)
    )
    named = f'<th role="rowheader" scope="row">{text(first.words)}</th>'
    return f'<tr role="row">{named}{cells}</tr>'


def _classes(is_number: bool, tone: str = "") -> str:
    classes = " ".join(part for part in ("number" if is_number else "", tone) if part)
    return f' class="{classes}"' if classes else ""
