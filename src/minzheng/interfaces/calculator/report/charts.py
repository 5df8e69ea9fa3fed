"""Charts as inline SVG: horizontal bars, before and after, and columns of a distribution.

Every chart has a title and a description for screen readers, and stands beside a table with the
same numbers.  They are drawn in a box of fixed width and scale with the page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minzheng.interfaces.calculator.report.wording import text

_WIDTH = 440
_LABEL_LINE = 22
_BAR = 14
_GAP = 18
_VALUE_ROOM = 104
_COLUMN_HEIGHT = 190
_COLUMN_FOOT = 44


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of a before-and-after chart, with its values as numbers and in words."""

    label: str
    before: int
    after: int
    before_words: str
    after_words: str


@dataclass(frozen=True, slots=True)
class ColumnOf:
    """One column of a distribution; ``tone`` is a class of the style sheet."""

    label: str
    value: int
    words: str
    tone: str = "after"
    marked: str = ""


def before_and_after(name: str, title: str, description: str, pairs: Sequence[Pair]) -> str:
    """Two bars for each line, the label above them so that it may be long on a narrow screen."""
    highest = max((max(pair.before, pair.after) for pair in pairs), default=0) or 1
    room = _WIDTH - _VALUE_ROOM
    parts: list[str] = []
    top = 0
    for pair in pairs:
        parts.append(f'<text x="0" y="{top + 14}" class="label">{text(pair.label)}</text>')
        top += _LABEL_LINE
        for tone, value, words in (
            ("before", pair.before, pair.before_words),
            ("after", pair.after, pair.after_words),
        ):
            width = max(1, room * value // highest) if value else 0
            parts.append(
                f'<rect x="0" y="{top}" width="{width}" height="{_BAR}" rx="2" class="{tone}"/>'
                f'<text x="{width + 8}" y="{top + 11}" class="value">{text(words)}</text>'
            )
            top += _BAR + 3
        top += _GAP
    return _figure(name, title, description, max(top - _GAP, 1), parts)


def distribution(name: str, title: str, description: str, columns: Sequence[ColumnOf]) -> str:
    """Upright columns side by side; long labels are turned so that they never overlap."""
    highest = max((column.value for column in columns), default=0) or 1
    step = _WIDTH / max(len(columns), 1)
    height = _COLUMN_HEIGHT + _COLUMN_FOOT
    base = _COLUMN_HEIGHT
    parts = [f'<line x1="0" y1="{base}" x2="{_WIDTH}" y2="{base}" class="axis"/>']
    for number, column in enumerate(columns):
        parts.extend(_column(column, number * step, step, highest, base))
    return _figure(name, title, description, height, parts)


def _column(column: ColumnOf, left: float, step: float, highest: int, base: int) -> Iterator[str]:
    tall = (base - 40) * column.value // highest
    if column.value:
        tall = max(tall, 2)
    middle = left + step / 2
    width = min(step * 0.72, 64)
    yield (
        f'<rect x="{middle - width / 2:.1f}" y="{base - tall}" width="{width:.1f}" '
        f'height="{tall}" rx="2" class="{column.tone}"/>'
    )
    yield (
        f'<text x="{middle:.1f}" y="{base - tall - 6}" class="value middle">'
        f"{text(column.words)}</text>"
    )
    for line, words in enumerate(column.label.split("\n")):
        yield (
            f'<text x="{middle:.1f}" y="{base + 18 + 16 * line}" class="tick middle">'
            f"{text(words)}</text>"
        )
    if column.marked:
        edge = left + step
        yield f'<line x1="{edge:.1f}" y1="8" x2="{edge:.1f}" y2="{base}" class="mark"/>'
        yield (
            f'<text x="{edge - 6:.1f}" y="16" class="mark-label end">{text(column.marked)}</text>'
        )


def _figure(name: str, title: str, description: str, height: int, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-labelledby="{name}-title {name}-text" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{name}-title">{text(title)}</title>'
        f'<desc id="{name}-text">{text(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )
