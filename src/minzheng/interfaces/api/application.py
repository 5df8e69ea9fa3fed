"""The application: every operation, who may call it, and its description in OpenAPI."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation
from ninja.security import HttpBearer

from minzheng.base.errors import MinzhengError
from minzheng.interfaces.api import problems
from minzheng.interfaces.api.operations import (
    divisions,
    households,
    organisations,
    persons,
    standings,
    tokens,
)
from minzheng.interfaces.api.reading import StrictParser
from minzheng.kernel.access.actor import Actor

PREFIX = "/api/v1/"
VERSION = "1.0.0"
_DESCRIPTION = (
    "其他系统访问民政平台的接口。每个请求带令牌，令牌代表一个岗位：看到的、能做的不多于该岗位，"
    "每次查阅都有日志。个人信息只放在请求体里，不进网址。出错时答复为 "
    "`application/problem+json`，所有有误的字段一次说明。"
)


class TokenHolder(HttpBearer):
    """A program with a token; the middleware has already found out whose it is."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor; None without a token, so that a session of the desk is not enough."""
        actor: Actor | None = getattr(request, "actor", None)
        return actor if actor is not None and actor.token is not None else None


class Application(NinjaAPI):
    """django-ninja with operations called by the names of their functions."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the function."""
        return operation.view_func.__name__


api = Application(
    title="民政平台接口",
    version=VERSION,
    description=_DESCRIPTION,
    # The description is served by `urls`, under a policy like every route.
    openapi_url=None,
    docs_url=None,
    auth=TokenHolder(),
    parser=StrictParser(),
    urls_namespace="api",
)
for _subject in (persons, households, divisions, organisations, standings, tokens):
    api.add_router("", _subject.router)

_HANDLERS: Mapping[type[Exception], Any] = {
    ValidationError: problems.of_fields,
    HttpError: problems.of_framework,
    MinzhengError: problems.of_kernel,
}
for _error, _answer in _HANDLERS.items():
    api.add_exception_handler(_error, _answer)


@cache
def description() -> Mapping[str, Any]:
    """The description in OpenAPI."""
    described: dict[str, Any] = api.get_openapi_schema(path_prefix=PREFIX)
    for operations in described["paths"].values():
        for operation in operations.values():
            _name_media_types(operation["responses"])
    return described


def _name_media_types(responses: Mapping[Any, Any]) -> None:
    for status, answer in responses.items():
        if int(status) >= 400 and "application/json" in answer.get("content", {}):
            answer["content"] = {problems.MEDIA_TYPE: answer["content"].pop("application/json")}
