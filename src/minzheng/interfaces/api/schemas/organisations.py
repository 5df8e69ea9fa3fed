"""Organisations."""

from datetime import date
from uuid import UUID

from ninja import Field, Schema


class Organisation(Schema):
    """一个机构。"""

    id: UUID
    credit_code: str = Field(description="统一社会信用代码", examples=["51320400MJ5012345Q"])
    name: str
    division: str
    kind: str = Field(examples=["social_group"])
    kind_title: str = Field(examples=["社会团体"])
    state: str = Field(examples=["active"])
    state_title: str = Field(examples=["正常"])
    registered_on: date | None
    ended_on: date | None
