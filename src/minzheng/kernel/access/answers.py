"""What a refused request is answered: pages for people, problem+json for machines."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from minzheng.base.errors import MinzhengError
from minzheng.kernel.access.errors import Conflict, NotAllowed, StepUpNeeded, Unseen
from minzheng.kernel.access.routes import SAFE_METHODS

API = "/api/"
_FORBIDDEN = "您的岗位没有此项权限。"
_SIGN_IN = "请先登录。"


def to_error(request: HttpRequest, error: MinzhengError) -> HttpResponse:
    """The answer to a refusal of the kernel. Raises `Http404` for what is not seen."""
    if isinstance(error, Unseen):
        if for_machine(request):
            return problem(HTTPStatus.NOT_FOUND, error.message)
        # Django's own page: absent and forbidden must not differ by a byte.
        raise Http404
    if isinstance(error, StepUpNeeded):
        return please_step_up(request, error)
    if isinstance(error, NotAllowed):
        return refused(request, HTTPStatus.FORBIDDEN, error.message)
    if isinstance(error, Conflict):
        return refused(request, HTTPStatus.CONFLICT, error.message)
    return refused(request, HTTPStatus.BAD_REQUEST, error.message)


def forbidden(request: HttpRequest) -> HttpResponse:
    """The role lacks the route's permission."""
    return refused(request, HTTPStatus.FORBIDDEN, _FORBIDDEN)


def not_offered(request: HttpRequest, offered: Iterable[str]) -> HttpResponse:
    """The address exists, but not with this method."""
    answer = refused(request, HTTPStatus.METHOD_NOT_ALLOWED, "此地址不支持该请求方法。")
    answer.headers["Allow"] = ", ".join(sorted(offered))
    return answer


def please_sign_in(request: HttpRequest) -> HttpResponse:
    """Nobody is known."""
    if for_machine(request):
        answer = problem(HTTPStatus.UNAUTHORIZED, _SIGN_IN)
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    return _go(request, reverse(_entrance(request)))


def please_enrol(request: HttpRequest) -> HttpResponse:
    """A member of staff without a second factor sets one first."""
    if for_machine(request):
        return problem(HTTPStatus.FORBIDDEN, "请先绑定动态口令。")
    return _go(request, reverse("mfa_activate_totp"))


def please_change_password(request: HttpRequest) -> HttpResponse:
    """A password that somebody else chose is changed first."""
    if for_machine(request):
        return problem(HTTPStatus.FORBIDDEN, "请先修改初始密码。")
    return _go(request, reverse("account_change_password"))


def please_step_up(request: HttpRequest, error: StepUpNeeded) -> HttpResponse:
    """The identity is shown anew, then the page is called again."""
    if for_machine(request):
        return problem(HTTPStatus.FORBIDDEN, error.message)
    return _go(request, reverse("account_reauthenticate"))


def refused(request: HttpRequest, status: HTTPStatus, message: str) -> HttpResponse:
    """A page or a problem with one sentence."""
    if for_machine(request):
        return problem(status, message)
    words = {"message": message, "status": status.value}
    return render(request, "access/refused.html", words, status=status)


def problem(status: HTTPStatus, message: str) -> HttpResponse:
    """RFC 9457, with the sentence in Chinese."""
    content = {"type": "about:blank", "title": status.phrase, "status": status, "detail": message}
    answer = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    answer.headers["Content-Type"] = "application/problem+json"
    return answer


def for_machine(request: HttpRequest) -> bool:
    """Whether a program asks."""
    return request.path.startswith(API)


def _entrance(request: HttpRequest) -> str:
    """The page on which one signs in: residents have one of their own."""
    entrances: Mapping[str, str] = settings.ENTRANCES
    fitting = (name for start, name in entrances.items() if request.path.startswith(start))
    return next(fitting, settings.LOGIN_URL)


def _go(request: HttpRequest, address: str) -> HttpResponse:
    """Send the browser elsewhere and afterwards back; htmx must leave the whole page."""
    target = f"{address}?{urlencode({'next': _back(request)})}"
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=HTTPStatus.NO_CONTENT)
        answer.headers["HX-Redirect"] = target
        return answer
    return HttpResponseRedirect(target)


def _back(request: HttpRequest) -> str:
    """Where to go on: the page itself, or the page on which a form was sent or a part loaded."""
    if request.method in SAFE_METHODS and not request.headers.get("HX-Request"):
        return request.get_full_path()
    origin = f"{request.scheme}://{request.get_host()}"
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    return page.removeprefix(origin) if page.startswith(f"{origin}/") else "/"
