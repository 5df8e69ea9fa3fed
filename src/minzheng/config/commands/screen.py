"""What commands show: progress on anything that lasts, tables, and plain sentences."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

console = Console(highlight=False, soft_wrap=True)
notes = Console(highlight=False, soft_wrap=True, stderr=True)


@contextmanager
def counting(what: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A progress bar; call what is given with how many more are done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=notes, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda more: bar.update(task, advance=more)


@contextmanager
def stages() -> Iterator[Callable[[str, int, int | None], None]]:
    """Progress in named stages; call with the stage, how many are done, and of how many."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} 行"))
    with Progress(*columns, TimeElapsedColumn(), console=notes, transient=True) as bar:
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
    """A table on the screen; ``right`` are the columns of figures."""
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for position, title in enumerate(titles):
        shown.add_column(title, justify="right" if position in right else "left", overflow="fold")
    for row in rows:
        shown.add_row(*row)
    console.print(shown)
