"""What went wrong, told in the words of the pages on which it did: the portal's or the desk's."""

from types import ModuleType

from django.http import HttpRequest, HttpResponse

from minzheng.interfaces.desk.pages import errors as desk
from minzheng.interfaces.portal.frame import PREFIX
from minzheng.interfaces.portal.pages import errors as portal


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    answer: HttpResponse = _pages(request).bad_request(request, exception)
    return answer


def forbidden(
    request: HttpRequest, exception: Exception | None = None, reason: str = ""
) -> HttpResponse:
    """403: also for forms whose token has expired."""
    answer: HttpResponse = _pages(request).forbidden(request, exception, reason)
    return answer


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    answer: HttpResponse = _pages(request).not_found(request, exception)
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    answer: HttpResponse = _pages(request).broken(request)
    return answer


def _pages(request: HttpRequest) -> ModuleType:
    return portal if request.path.startswith(PREFIX) else desk
