"""What commands show: progress on anything that lasts, tables, and plain sentences."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

console = Console(highlight=False, soft_wrap=True)
notes = Console(highlight=False, soft_wrap=True, stderr=True)


def _bar(*columns: ProgressColumn) -> Progress:
    """Shown on a terminal only, and gone when all is done."""
    hidden = not notes.is_terminal
    return Progress(*columns, TimeElapsedColumn(), console=notes, transient=True, disable=hidden)


@contextmanager
def counting(what: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A progress bar; call what is given with how many more are done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with _bar(*columns) as bar:
        task = bar.add_task(what, total=total)
        yield lambda more: bar.update(task, advance=more)


@contextmanager
def stages() -> Iterator[Callable[[str, int, int | None], None]]:
    """Progress in named stages; call with the stage, how many are done, and of how many."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} 行"))
    with _bar(*columns) as bar:
        tasks: dict[str, int] = {}

        def show(stage: str, done: int, total: int | None) -> None:
            task = tasks.setdefault(stage, -1)
            if task == -1:
                task = tasks[stage] = bar.add_task(stage, total=total)
            bar.update(task, completed=done, total=total)  # type: ignore[arg-type]  # a TaskID

        yield show


def table(
    titles: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()
) -> None:
    """A table on the screen; ``right`` are the columns of figures, which are never broken."""
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for position, title in enumerate(titles):
        shown.add_column(
            title,
            justify="right" if position in right else "left",
            overflow="fold",
            no_wrap=position in right or (position == 0 and not right),
        )
    for row in rows:
        shown.add_row(*row)
    console.print(shown)


def heading(text: str) -> None:
    """A line that stands out."""
    console.print(text, style="bold", markup=False)


def indented(text: str, depth: int, *, bold: bool = False) -> None:
    """A line of a tree; in a terminal its further lines keep the indent."""
    style = "bold" if bold else None
    if console.is_terminal:
        shown = Padding(Text(text, style=style or ""), (0, 0, 0, 2 * depth))
        console.print(shown, soft_wrap=False)
    else:
        console.print("  " * depth + text, markup=False)
