"""A letter about a case, out of its template, the decision and the words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from minzheng.kernel.access.errors import Refused
from minzheng.kernel.casework.letters.laws import titles_in
from minzheng.kernel.casework.letters.offices import name_of
from minzheng.kernel.casework.letters.parts import PARTS
from minzheng.kernel.casework.letters.templates import Piece, Template
from minzheng.kernel.casework.letters.wording import About, words
from minzheng.kernel.documents.api.typesetting import (
    Block,
    Heading,
    Letter,
    Paragraph,
    Verdict,
    chinese_number,
)
from minzheng.kernel.protection.redaction import redacted

NUMBERS_IN_IT = "文书中不能出现证件号码、电话或者账号，请改写理由后再制作。"


def composed(template: Template, about: About, *, office: str, number: str, on: date) -> Letter:
    """The letter. Raises `Refused` when somebody has typed a personal number into a reason."""
    told = words(about)
    signed = name_of(office)
    blocks = tuple(_blocks(template, about, told))
    letter = Letter(
        office=signed,
        title=template.title.format_map(told),
        number=number,
        addressee=about.row.who,
        blocks=blocks,
        signed=signed,
        dated=on,
    )
    _require_no_numbers(letter, about.row.number)
    cited = titles_in(letter.text())
    return replace(letter, remarks=(f"注：{'；'.join(cited)}。",)) if cited else letter


def _blocks(template: Template, about: About, told: Mapping[str, str]) -> list[Block]:
    """Headings are counted; one beneath which nothing stands is left out."""
    found: list[Block] = []
    waiting = ""
    counted = 0
    for piece in template.pieces:
        if piece.kind == "heading":
            waiting = piece.text
            continue
        made = _made(piece, about, told)
        if made and waiting:
            counted += 1
            found.append(Heading(f"{chinese_number(counted)}、{waiting}"))
            waiting = ""
        found += made
    return found


def _made(piece: Piece, about: About, told: Mapping[str, str]) -> list[Block]:
    if piece.kind == "part":
        return PARTS[piece.text](about)
    text = piece.text.format_map(told).strip()
    if not text:
        return []
    return [Verdict(text)] if piece.kind == "verdict" else [Paragraph(text)]


def _require_no_numbers(letter: Letter, case: str) -> None:
    text = letter.text().replace(case, "").replace(letter.number, "")
    if redacted(text) != text:
        raise Refused(NUMBERS_IN_IT)
