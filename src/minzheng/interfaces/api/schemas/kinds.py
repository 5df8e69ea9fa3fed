"""Kinds of values that requests share, each with what it refuses."""

import re
from collections.abc import Callable, Collection
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.json_schema import WithJsonSchema

from minzheng.kernel.access.purposes import PURPOSES, SHARING_PURPOSES

_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class Sent(Schema):
    """What is sent: a field that we do not know is a mistake, not a remark."""

    model_config = ConfigDict(extra="forbid", strict=True)


def _readable(text: str) -> str:
    if _UNREADABLE.search(text):
        raise ValueError("含有无法识别的字符")
    return text


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise ValueError("日期应为“年-月-日”，例如 2026-11-01")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("没有这一天") from None


def _identifier(value: Any) -> UUID:
    if isinstance(value, UUID):
        return value
    if not (isinstance(value, str) and _ID.fullmatch(value)):
        raise ValueError("应为档案编号（UUID）")
    return UUID(value)


def _one_of(codes: Collection[str]) -> Callable[[str], str]:
    def known(value: str) -> str:
        if value not in codes:
            raise ValueError(f"应为：{'、'.join(codes)}")
        return value

    return known


Readable = Annotated[str, AfterValidator(_readable)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Identifier = Annotated[
    UUID, BeforeValidator(_identifier), WithJsonSchema({"type": "string", "format": "uuid"})
]
MonthText = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
DivisionCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}([0-9]{3}([0-9]{3})?)?$")]
CreditCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{18}$")]
PageSize = Annotated[int, Field(ge=1, le=200)]
Purpose = Annotated[
    str,
    AfterValidator(_one_of(PURPOSES)),
    WithJsonSchema({"type": "string", "enum": list(PURPOSES)}),
]
SharingPurpose = Annotated[
    str,
    AfterValidator(_one_of(SHARING_PURPOSES)),
    WithJsonSchema({"type": "string", "enum": list(SHARING_PURPOSES)}),
]
IdempotencyKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,64}$")]
