"""The standing of a person, for other departments."""

from datetime import date

from ninja import Field, Schema

from minzheng.interfaces.api.schemas.kinds import MonthText, Readable, Sent


class StandingQuestion(Sent):
    """查询一个人的救助身份。号码和姓名须一致。"""

    number: Readable = Field(
        min_length=4, max_length=80, description="证件号码", examples=["320402196003050011"]
    )
    name: Readable = Field(min_length=1, max_length=60, description="姓名", examples=["张三"])
    month: MonthText | None = Field(
        None, description="最近12个月中的一个月，不填为本月", examples=["2026-11"]
    )


class Standing(Schema):
    """一种救助身份。"""

    code: str = Field(description="身份代码")
    title: str = Field(examples=["最低生活保障家庭"])
    holds: bool = Field(description="当月是否具有")
    valid_from: date | None = Field(description="起；不具有时为 null")
    valid_to: date | None = Field(description="止；不具有时为 null")


class StandingAnswer(Schema):
    """查无此人、姓名不符、不在辖区、不具有任何身份，答复完全相同。"""

    matches: bool = Field(description="是否具有任何一种救助身份")
    basis: str = Field(description="evaluation：按现有登记测算", examples=["evaluation"])
    standings: list[Standing] = Field(description="各种身份，逐一列出")
