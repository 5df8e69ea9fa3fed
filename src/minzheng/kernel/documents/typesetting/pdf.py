"""A letter as PDF, or as pictures of its pages.

The same letter gives the same bytes: no time of day, no random identifier, no font of the machine.
"""

import json
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings

from minzheng.kernel.documents.typesetting.letter import Letter, written_date

_TEMPLATE = Path(__file__).with_name("official.typ")
_STANDARD: Literal["a-2b"] = "a-2b"
"""PDF/A-2b: what archives accept; nothing in it needs anything outside the file."""
_MIDNIGHT = datetime.min.time()
_FAMILIES = ("NotoSansSC-Regular", "NotoSansSC-Bold", "NotoSerifSC-Regular", "NotoSerifSC-Bold")


class FontsMissing(RuntimeError):
    """An installation's mistake: letters cannot be set without their fonts."""


def pdf_of(letter: Letter) -> bytes:
    """PDF/A-2b. Raises `FontsMissing`."""
    return bytes(
        typst.compile(
            _TEMPLATE,
            format="pdf",
            pdf_standards=_STANDARD,
            timestamp=datetime.combine(letter.dated, _MIDNIGHT, UTC),
            font_paths=[_fonts()],
            ignore_system_fonts=True,
            sys_inputs=_inputs(letter),
        )
    )


def images_of(letter: Letter, *, dots_per_inch: int = 96) -> list[bytes]:
    """PNG pictures of its pages, in order. Raises `FontsMissing`."""
    # Its stubs know of one page only; a letter of several comes as a list.
    made: Any = typst.compile(
        _TEMPLATE,
        format="png",
        ppi=dots_per_inch,
        font_paths=[_fonts()],
        ignore_system_fonts=True,
        sys_inputs=_inputs(letter),
    )
    return [bytes(each) for each in (made if isinstance(made, list) else [made])]


def _inputs(letter: Letter) -> dict[str, str]:
    whole = letter.as_json() | {"written": written_date(letter.dated)}
    return {"letter": json.dumps(whole, ensure_ascii=False, sort_keys=True)}


def _fonts() -> Path:
    folder = Path(settings.LETTER_FONTS)
    _require(folder)
    return folder


@lru_cache(maxsize=4)
def _require(folder: Path) -> None:
    lost = [name for name in _FAMILIES if not (folder / f"{name}.ttf").is_file()]
    if lost:
        raise FontsMissing(f"缺少文书字体 {'、'.join(lost)}；请运行 make setup。")
