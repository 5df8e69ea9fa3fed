"""Households and what the rules say of them."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Field, Schema


class Member(Schema):
    """现在的一个家庭成员。"""

    person: UUID
    name: str
    relation: int = Field(description="与户主的关系代码", examples=[0])
    relation_title: str = Field(examples=["户主"])
    birth_date: date | None
    since: date = Field(description="何时起为成员")


class Household(Schema):
    """一个家庭。"""

    id: UUID
    division: str
    kind: str = Field(description="assistance 共同生活的家庭，registration 户籍户")
    number: str
    valid_from: date
    valid_to: date | None
    members: list[Member]


class Benefit(Schema):
    """一项待遇的测算结果。"""

    key: str = Field(description="待遇代码")
    title: str = Field(examples=["最低生活保障金"])
    person: UUID | None = Field(description="按人计的待遇属于谁；按户计的为 null")
    granted: bool | None = Field(description="是否享受；缺少情况无法判定时为 null")
    amount: int | None = Field(description="月金额，单位为分；身份认定或无法判定时为 null")
    text: str = Field(description="给人看的结果", examples=["613.00 元"])
    missing: str = Field(description="还缺哪些情况；不缺为空")
    explanation: dict[str, Any] | None = Field(description="逐条计算说明；没有要求时为 null")


class Evaluation(Schema):
    """按现有登记即时测算，不作为决定，也不保存。"""

    household: UUID
    month: str = Field(examples=["2026-11"])
    benefits: list[Benefit]
    remarks: list[str]
