"""The one form of everything that goes wrong."""

from ninja import Field, Schema

_REFUSALS = (400, 401, 403, 429)


class FieldProblem(Schema):
    """What is wrong with one field."""

    field: str = Field(description="字段名；查询参数前有 query.，请求头前有 header.")
    message: str = Field(description="哪里不对", examples=["必填"])


class Problem(Schema):
    """RFC 9457。"""

    type: str = Field(examples=["about:blank"])
    title: str = Field(description="哪一类问题", examples=["请求内容有误"])
    status: int = Field(description="HTTP 状态码", examples=[400])
    detail: str = Field(description="一句话说明，可直接给人看")
    errors: list[FieldProblem] | None = Field(None, description="有误的全部字段")


def refusals(*more: int) -> dict[int, type[Problem]]:
    """The answers other than success that an operation documents."""
    return dict.fromkeys(sorted({*_REFUSALS, *more}), Problem)
