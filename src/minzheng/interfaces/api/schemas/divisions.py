"""Divisions."""

from datetime import date

from ninja import Field, Schema


class Division(Schema):
    """一个行政区划。"""

    code: str = Field(examples=["320402"])
    name: str = Field(examples=["天宁区"])
    level: int = Field(description="代码的有效位数：2 省，4 市，6 县，9 乡镇，12 村", examples=[6])
    parent: str | None = Field(description="上级代码；顶层为 null", examples=["320400"])
    valid_from: date | None
    valid_to: date | None = Field(description="撤销之日；现行的为 null")
    has_children: bool


class Divisions(Schema):
    """一组行政区划。"""

    items: list[Division]


class Successors(Schema):
    """一个代码今天由哪些代码承接；仍在使用的，就是它自己。"""

    code: str = Field(examples=["320404"])
    successors: list[Division]
