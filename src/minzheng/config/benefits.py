"""The benefits of the lines, with how often the bureau reviews each class.

The bureau's own months stand in `benefits.yaml` beside its numbers::

    minimum_living.grant:
      review: {A: 12, B: 6, C: 1}
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from minzheng.base.errors import InvalidValue
from minzheng.catalogue.benefits import Benefit, BenefitBook, ReviewClass
from minzheng.rules.documents import read_document

BENEFIT_SETTINGS = "benefits"
LONGEST = 12
"""民发〔2021〕57号 第31条: at least once a year."""


def benefit_book(declared: Iterable[Benefit], local: Path | None = None) -> BenefitBook:
    """The benefits as the bureau handles them; ``local`` is its folder.

    Raises ``ValueError`` where they do not fit together, ``InvalidValue`` for a setting that the
    bureau may not make.
    """
    book = BenefitBook(declared)
    path = local / f"{BENEFIT_SETTINGS}.yaml" if local else None
    if path is None or not path.is_file():
        return book
    settings: Mapping[str, Any] = read_document(path) or {}
    unknown = sorted(set(settings) - set(book))
    if unknown:
        raise InvalidValue(f"{path.name}: 没有待遇 {'、'.join(unknown)}。")
    return BenefitBook(
        replace(each, review=_reviewed(each, settings[each.rule]))
        if each.rule in settings
        else each
        for each in book.values()
    )


def _reviewed(benefit: Benefit, body: Any) -> tuple[ReviewClass, ...]:
    months = body.get("review") if isinstance(body, Mapping) and set(body) == {"review"} else None
    if not isinstance(months, Mapping) or not all(type(each) is int for each in months.values()):
        raise InvalidValue(f"{benefit.rule}：只能写“review: {{类别: 月数}}”。")
    for code, each in months.items():
        if benefit.review_class(str(code)) is None:
            raise InvalidValue(f"{benefit.rule}：没有复核类别 {code}。")
        if not 1 <= each <= LONGEST:
            raise InvalidValue(f"{benefit.rule}：每{LONGEST}个月至少复核一次，不能写 {each}。")
    return tuple(
        replace(each, months=months.get(each.code, each.months)) for each in benefit.review
    )
