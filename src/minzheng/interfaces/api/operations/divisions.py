"""Divisions: the tree, now or on a day, and what became of old codes."""

from collections.abc import Iterable
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from minzheng.interfaces.api.schemas.divisions import Division, Divisions, Successors
from minzheng.interfaces.api.schemas.kinds import Day, DivisionCode
from minzheng.interfaces.api.schemas.problems import refusals
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.access.routes import policy
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.results import DivisionRow

router = Router(tags=["行政区划"])
Code = Annotated[DivisionCode, Path(description="区划代码", examples=["320402"])]


@router.get(
    "/divisions",
    response={200: Divisions, **refusals()},
    summary="下一级行政区划",
    description="不填 `parent` 为最上一级；填 `on` 为当日的情形。需要权限 `divisions.read`。",
)
@policy("divisions.read")
def list_divisions(
    request: HttpRequest,
    parent: Annotated[DivisionCode | None, Query(description="上级代码")] = None,
    on: Annotated[Day | None, Query(description="哪一天，不填为现在")] = None,
) -> Divisions:
    """The divisions directly below one."""
    return Divisions(items=_rows(divisions.children(parent or "", on=on)))


@router.get(
    "/divisions/{code}",
    response={200: Division, **refusals(404)},
    summary="一个行政区划",
    description="已撤销的也能查到。需要权限 `divisions.read`。",
)
@policy("divisions.read")
def one_division(request: HttpRequest, code: Code) -> Division:
    """A division by its code."""
    found = divisions.division(code)
    if found is None:
        raise Unseen
    return _rows([found])[0]


@router.get(
    "/divisions/{code}/successors",
    response={200: Successors, **refusals(404)},
    summary="旧代码今天由哪些代码承接",
    description="合并、拆分、更名之后的现行代码。需要权限 `divisions.read`。",
)
@policy("divisions.read")
def successors(request: HttpRequest, code: Code) -> Successors:
    """Today's divisions of an old code."""
    if divisions.division(code) is None:
        raise Unseen
    found = [divisions.division(each) for each in divisions.resolve(code)]
    return Successors(code=code, successors=_rows(each for each in found if each is not None))


def _rows(rows: Iterable[DivisionRow]) -> list[Division]:
    return [
        Division(
            code=each.code,
            name=each.name,
            level=each.level,
            parent=each.parent or None,
            valid_from=each.valid_from,
            valid_to=each.valid_to,
            has_children=each.has_children,
        )
        for each in rows
    ]
