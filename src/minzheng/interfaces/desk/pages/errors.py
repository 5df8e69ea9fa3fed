"""The pages for what went wrong. They read no database, so that they appear whatever happened."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be read."""
    return _page(request, 400, _("请求无法识别"), _("提交的内容太大或者不完整，请返回后再试。"))


def forbidden(
    request: HttpRequest, exception: Exception | None = None, reason: str = ""
) -> HttpResponse:
    """403: also for forms whose token has expired."""
    return _page(
        request, 403, _("不能办理"), _("您的岗位没有此项权限，或者页面已经过期，请刷新后再试。")
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same for what does not exist and for what one may not see."""
    return _page(
        request,
        404,
        _("没有找到"),
        _("这一页不存在，或者不在您的辖区和职责以内。"),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500: nothing was saved; the number finds the log."""
    return _page(
        request,
        500,
        _("系统出了问题"),
        _("刚才的操作没有保存，请稍后再试；仍然不行的，请报修。"),
        reference=str(getattr(request, "request_id", "")),
    )


def _page(
    request: HttpRequest, status: int, title: str, advice: str, reference: str = ""
) -> HttpResponse:
    words = {"title": title, "advice": advice, "reference": reference}
    return HttpResponse(render_to_string("desk/error.html", words), status=status)
