"""Reads a lesson: its fenced blocks as steps, and runs them in a folder of its own.

A block whose fence says ``title=PATH`` is a file to write; in ``diff`` it is a change of one.  A
``console`` block holds commands after ``$`` and what they show; ``…`` stands for what is left out.
"""

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(
    r"^```(?P<kind>\w+)(?: title=(?P<title>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
LEFT_OUT = "…"


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, the file it is about, its text, and the line it stands on."""

    kind: str
    title: str
    text: str
    at: int

    @property
    def is_file(self) -> bool:
        """Whether it is a whole file."""
        return bool(self.title) and self.kind != "diff"


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    for found in FENCE.finditer(page):
        at = page.count("\n", 0, found.start()) + 1
        yield Block(found["kind"], found["title"] or "", found["text"], at)


def follow(page: str, folder: Path, run: Callable[[list[str]], str]) -> None:
    """Do what a page says, in a folder; ``run`` runs a command and gives what it shows."""
    for block in blocks(page):
        if block.is_file:
            path = folder / block.title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif block.kind == "diff":
            change(folder / block.title, block)
        elif block.kind == "console":
            for command, shown in commands(block.text):
                found = run(shlex.split(command))
                assert matches(shown, found), f"line {block.at}: {command} shows\n{found}"


def change(path: Path, block: Block) -> None:
    """Apply a change; what it replaces must stand in the file, and its last place is meant."""
    lines = block.text.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in " -")
    after = "".join(line[1:] for line in lines if line[0] in " +")
    text = path.read_text(encoding="utf-8")
    assert before in text, f"line {block.at}: {path.name} has no such lines"
    head, _, tail = text.rpartition(before)
    path.write_text(head + after + tail, encoding="utf-8")


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block with what it shows."""
    for each in text.split("$ ")[1:]:
        command, _, shown = each.partition("\n")
        yield command, shown


def matches(shown: str, found: str) -> bool:
    """Whether an output is what a page shows, apart from spaces and from what it leaves out."""
    pattern = "".join(r"(?:.*\n)*?" if line == LEFT_OUT else _line(line) for line in _spaced(shown))
    return bool(re.fullmatch(pattern, "".join(f"{line}\n" for line in _spaced(found))))


def _line(line: str) -> str:
    """The pattern of one line."""
    return ".*".join(re.escape(part) for part in line.split(LEFT_OUT)) + r"\n"


def _spaced(text: str) -> list[str]:
    """The lines that are not blank, with single spaces."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line]
