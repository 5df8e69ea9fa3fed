"""The token with which is asked."""

from datetime import datetime

from ninja import Field, Schema


class Token(Schema):
    """当前令牌。"""

    title: str = Field(description="用途说明")
    role: str = Field(examples=["town_clerk"])
    division: str = Field(description="辖区", examples=["320402001"])
    permissions: list[str] = Field(examples=[["person.read", "person.search"]])
    expires: datetime
    requests_per_minute: int = Field(description="每分钟请求数上限")
    records_per_day: int = Field(description="每日查阅人次上限")
    requests_left: int = Field(description="现在还可请求的次数")
    records_left: int = Field(description="现在还可查阅的人次")
