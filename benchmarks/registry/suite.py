"""The suite ``registry``: what is promised of the registry, part by part."""

from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from benchmarks.registry import imports, load, matrix
from benchmarks.results import Result
from benchmarks.scale import Scale

PARTS: tuple[Callable[[Scale, Path, Console], tuple[list[Result], list[str]]], ...] = (
    imports.run,
    load.run,
    matrix.run,
)
"""In the order in which they run; a later one is added here."""


def run(scale: Scale, folder: Path, console: Console) -> tuple[list[Result], list[str]]:
    """The results of every part, and what was left out."""
    results: list[Result] = []
    skipped: list[str] = []
    for part in PARTS:
        found, left_out = part(scale, folder, console)
        results += found
        skipped += left_out
    return results, skipped
