"""What goes wrong, as RFC 9457 says it: one sentence in Chinese, and every field that is wrong."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja.errors import HttpError, ValidationError

from minzheng.base.errors import MinzhengError
from minzheng.kernel.access import answers

MEDIA_TYPE = "application/problem+json"
TITLES: Mapping[int, str] = {
    400: "请求内容有误",
    401: "没有有效的令牌",
    403: "没有权限",
    404: "没有找到",
    405: "不支持该请求方法",
    409: "与现有登记冲突",
    413: "请求内容过大",
    429: "请求过于频繁",
    500: "系统出错",
}
CHECK_FIELDS = "请求内容有误，请按各字段的说明修改后再提交。"
UNREADABLE = "请求内容不是规范的 JSON，请核对。"
NO_TOKEN = "没有有效的令牌，请在 Authorization 头中提供。"  # noqa: S105 - a sentence about tokens

_SENTENCES: Mapping[str, str] = {
    "missing": "必填",
    "extra_forbidden": "没有这个字段",
    "string_type": "应为文本",
    "string_too_short": "至少{min_length}个字符",
    "string_too_long": "至多{max_length}个字符",
    "string_pattern_mismatch": "格式不正确",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "greater_than_equal": "不小于{ge}",
    "less_than_equal": "不大于{le}",
    "uuid_parsing": "应为档案编号（UUID）",
    "uuid_type": "应为档案编号（UUID）",
    "enum": "应为：{expected}",
    "value_error": "{error}",
}
_OTHERWISE = "内容不正确"
_PLACES: Mapping[str, str] = {"body": "", "query": "query.", "path": "path.", "header": "header."}


def problem(status: int, detail: str, *, errors: Sequence[Mapping[str, str]] = ()) -> HttpResponse:
    """An answer that says what is wrong."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, HTTPStatus(status).phrase),
        "status": status,
        "detail": detail,
    }
    if errors:
        content["errors"] = list(errors)
    answer = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    answer.headers["Content-Type"] = MEDIA_TYPE
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def of_kernel(request: HttpRequest, error: MinzhengError) -> HttpResponse:
    """A refusal of the kernel."""
    return answers.to_error(request, error)


def of_fields(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """All fields that are wrong, at once. What was sent is never repeated."""
    return problem(
        HTTPStatus.BAD_REQUEST, CHECK_FIELDS, errors=[_field(each) for each in error.errors]
    )


def of_framework(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework refuses before an operation runs."""
    if error.status_code == HTTPStatus.UNAUTHORIZED:
        return problem(error.status_code, NO_TOKEN)
    return problem(error.status_code, UNREADABLE)


def _field(error: Mapping[str, Any]) -> dict[str, str]:
    place, *path = [str(each) for each in error["loc"]]
    # The framework names the parameter of our function before the fields of a body.
    inner = path[1:] if place == "body" and len(path) > 1 else path
    name = _PLACES.get(place, "") + ".".join(inner)
    return {"field": name, "message": _sentence(error)}


def _sentence(error: Mapping[str, Any]) -> str:
    pattern = _SENTENCES.get(error["type"], _OTHERWISE)
    told = dict(error.get("ctx") or {})
    try:
        return pattern.format(**told)
    except (KeyError, IndexError):
        return _OTHERWISE
