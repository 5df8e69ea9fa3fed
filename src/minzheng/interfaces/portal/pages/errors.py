"""What went wrong, said to residents. They read no database, so that they always appear."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be read."""
    return _page(400, "没有收到完整的内容", "文件太大，或者网络断了。请返回再试一次。")


def forbidden(
    request: HttpRequest, exception: Exception | None = None, reason: str = ""
) -> HttpResponse:
    """403: also for forms whose token has expired."""
    return _page(403, "这一步办不了", "页面打开太久，或者不是给您办的。请回首页再试。")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same for what does not exist and for what is somebody else's."""
    return _page(404, "没有找到", "这一页不存在，或者不是您的。")


def broken(request: HttpRequest) -> HttpResponse:
    """500: nothing was saved; the number finds the log."""
    number = str(getattr(request, "request_id", ""))
    return _page(500, "系统出了问题", "刚才的操作没有保存，请过一会儿再试。", number)


def _page(status: int, title: str, advice: str, reference: str = "") -> HttpResponse:
    words = {"title": title, "message": advice, "reference": reference}
    return HttpResponse(render_to_string("portal/refused.html", words), status=status)
