"""Templates of letters: a title, headings, sentences and parts, as data.

A line that words a letter of its own puts `letters/<name>.yaml` into its folder and names it
`<line>.<name>` in its item; every other letter is one of the platform's own, in `templates/`.

    title: "{benefit}终止决定书"
    blocks:
      - heading: 决定            counted 一、二、…; one with nothing beneath is left out
      - verdict: "自{from_month}起终止。"
      - text: "…"                a paragraph; {words} are those of `wording.Words`
      - part: remedy             what the programme writes: see `parts.PARTS`
"""

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from minzheng.kernel.casework.letters.ports import line_templates

_OWN = Path(__file__).with_name("templates")
KINDS = ("heading", "verdict", "text", "part")


class TemplateRefused(ValueError):
    """A template that cannot be used; the sentence says where and why."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a template: what kind, and its text or the name of a part."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Template:
    """A letter before it is about anybody."""

    slug: str
    title: str
    pieces: tuple[Piece, ...]


def template(slug: str) -> Template:
    """The template of that slug. Raises `TemplateRefused`."""
    own = _OWN / f"{slug}.yaml"
    if "." not in slug and own.is_file():
        return _read(slug, own.read_text("utf-8"))
    text = line_templates().get(slug)
    if text is None:
        raise TemplateRefused(f"没有名为 {slug} 的文书模板")
    return _read(slug, text)


def own_slugs() -> tuple[str, ...]:
    """The platform's own templates."""
    return tuple(sorted(path.stem for path in _OWN.glob("*.yaml")))


@lru_cache(maxsize=256)
def _read(slug: str, text: str) -> Template:
    found = yaml.safe_load(text)
    if not isinstance(found, Mapping) or set(found) != {"title", "blocks"}:
        raise TemplateRefused(f"{slug}: 模板应只有 title 和 blocks")
    return Template(slug, str(found["title"]), tuple(_pieces(slug, found["blocks"])))


def _pieces(slug: str, blocks: Any) -> Iterator[Piece]:
    for position, each in enumerate(blocks, start=1):
        if not isinstance(each, Mapping) or len(each) != 1 or not set(each) <= set(KINDS):
            raise TemplateRefused(f"{slug}: 第{position}段应是 {'、'.join(KINDS)} 之一")
        ((kind, text),) = each.items()
        yield Piece(kind, str(text))


def words_of(text: str) -> frozenset[str]:
    """The words that a text wants filled in."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
