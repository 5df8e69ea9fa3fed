"""The middleware that holds tokens to their limits, inside the transaction of the request."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from minzheng.interfaces.api.problems import problem
from minzheng.kernel.access import budgets
from minzheng.kernel.access.actor import Actor

API = "/api/"
LARGEST_BODY = 1_000_000
_TOO_LARGE = "请求内容超过1 MB。"
_TOO_OFTEN = "令牌的用量已到上限，请在{wait}秒后再试。"


class BudgetMiddleware:
    """Refuses what is too large or too often; takes what was used from the token's budget."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer an API request that is within its limits; let everything else pass."""
        if not request.path.startswith(API):
            return self.get_response(request)
        if _length(request) > LARGEST_BODY:
            return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LARGE)
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None or actor.token is None:
            return self.get_response(request)
        left = budgets.left(actor.token)
        if left.wait:
            return _too_often(left.wait)
        response = self.get_response(request)
        if response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
            budgets.take(actor.token, getattr(request, "shown", 0))
        return response


def shown(request: HttpRequest, records: int) -> None:
    """Tell the budget how many persons an answer shows; a question without an answer counts one."""
    request.shown = max(1, records)  # type: ignore[attr-defined]  # ours: the middleware reads it


def _length(request: HttpRequest) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isdigit() else 0


def _too_often(wait: int) -> HttpResponse:
    answer = problem(HTTPStatus.TOO_MANY_REQUESTS, _TOO_OFTEN.format(wait=wait))
    answer.headers["Retry-After"] = str(wait)
    return answer
