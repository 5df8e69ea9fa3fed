"""Persons."""

from datetime import date
from uuid import UUID

from ninja import Field, Schema

from minzheng.interfaces.api.schemas.kinds import (
    Day,
    DivisionCode,
    Identifier,
    PageSize,
    Readable,
    Sent,
)


class NumberQuestion(Sent):
    """按证件号码查找。号码只放在请求体里，不进网址和日志。"""

    number: Readable = Field(
        min_length=4, max_length=80, description="证件号码", examples=["320402196003050011"]
    )
    division: DivisionCode | None = Field(
        None, description="只在这个区划内查找", examples=["320402001"]
    )


class NameQuestion(Sent):
    """按姓名或拼音查找。"""

    name: Readable = Field(
        min_length=1, max_length=60, description="姓名或拼音，可以只给一部分", examples=["张三"]
    )
    division: DivisionCode | None = Field(
        None, description="只在这个区划内查找", examples=["320402001"]
    )
    after: Identifier | None = Field(None, description="上一页的 next")
    limit: PageSize = Field(50, description="每页人数")


class PersonSummary(Schema):
    """列表中的一个人。"""

    id: UUID = Field(description="档案编号")
    division: str = Field(description="档案所在区划", examples=["320402001204"])
    name: str = Field(examples=["张三"])
    sex: int = Field(description="0 未知，1 男，2 女，9 未说明", examples=[1])
    birth_date: date | None
    death_date: date | None
    household: UUID | None = Field(description="共同生活的家庭的编号")


class PersonPage(Schema):
    """一页人员。"""

    items: list[PersonSummary]
    next: UUID | None = Field(description="下一页从这里开始；没有下一页时为 null")


class Number(Schema):
    """一个证件号码。"""

    kind: str = Field(description="证件类型", examples=["resident"])
    number: str = Field(description="证件号码，通常已脱敏", examples=["320402********0011"])
    state: str = Field(
        description="pending 待核实，confirmed 已核实，disputed 待上级核实，superseded 已停用"
    )


class Telephone(Schema):
    """一个联系电话。"""

    whose: str = Field(description="不是本人的，注明是谁的")
    number: str = Field(description="电话号码，通常已脱敏", examples=["138****5678"])


class PersonFile(Schema):
    """人员档案中其他系统需要的部分。银行账户、住址和经济状况不通过接口提供。"""

    id: UUID
    division: str = Field(description="档案所在区划")
    name: str
    sex: int = Field(description="0 未知，1 男，2 女，9 未说明")
    birth_date: date | None
    death_date: date | None
    registration_division: str = Field(description="户籍地区划，未登记为空")
    residence_division: str = Field(description="居住地区划，未登记为空")
    household: UUID | None = Field(description="现在共同生活的家庭")
    numbers: list[Number]
    telephones: list[Telephone]
    masked: bool = Field(description="号码和电话是否已脱敏")


class NewPerson(Sent):
    """登记一个人。"""

    name: Readable = Field(min_length=1, max_length=60, examples=["张三"])
    division: DivisionCode = Field(
        description="档案所在区划，须在令牌的辖区内", examples=["320402001204"]
    )
    number: Readable = Field(
        "", max_length=80, description="居民身份证号码", examples=["320402196003050011"]
    )
    no_identity: bool = Field(False, description="确无身份证件的，填 true，不填号码")
    sex: int = Field(0, ge=0, le=9, description="有身份证号码的可不填")
    birth_date: Day | None = Field(None, description="有身份证号码的可不填")
    telephone: Readable = Field("", max_length=40, description="手机号，固定电话带区号")
    address: Readable = Field("", max_length=200, description="居住地详细地址")


class Registered(Schema):
    """已登记。号码是否与他人重复由系统随后核实，此处不作说明。"""

    id: UUID = Field(description="档案编号")
