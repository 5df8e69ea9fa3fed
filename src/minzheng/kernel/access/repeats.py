"""The same request sent twice takes effect once (double click, lost answer, retry).

A form carries `request_id` in a hidden field, a program sends the header `Idempotency-Key`. The id
is taken in the transaction of the act itself: a second request with it waits for the first one,
then gets the same answer. The same id with other content is a conflict.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from minzheng.kernel.access import answers, clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.models import RepeatedRequest
from minzheng.kernel.access.routes import SAFE_METHODS
from minzheng.kernel.protection.identifiers import uuid7

FIELD = "request_id"
KEPT_FOR = timedelta(days=7)
_FORM = re.compile(r"[A-Za-z0-9-]{8,64}")
_KEPT_HEADERS = ("Content-Type", "Location", "HX-Redirect", "HX-Trigger", "HX-Location")
_DONE_HEADERS = frozenset({"HX-Redirect", "HX-Trigger", "HX-Location"})
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_LONGEST_BODY = 100_000
_CONFLICT = "这次提交的编号已用于另一次内容不同的提交，请刷新页面后重新填写。"
_TAKE = (
    "insert into access_repeatedrequest (id, account_id, request_id, digest, status, headers,"
    " created) values (%s, %s, %s, %s, 0, '{}', %s) on conflict (account_id, request_id) do nothing"
)


def answered_before(request: HttpRequest) -> HttpResponse | None:
    """The answer given to this request earlier; otherwise the id is taken for this one."""
    actor: Actor | None = getattr(request, "actor", None)
    request_id = _request_id(request)
    if actor is None or request_id is None:
        return None
    digest = _digest(request)
    row_id = uuid7()
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [row_id, actor.account, request_id, digest, clock.now()])
        first = cursor.rowcount == 1
    if first:
        request.taken = row_id  # type: ignore[attr-defined]  # kept with the request
        return None
    row = RepeatedRequest.objects.get(account=actor.account, request_id=request_id)
    if row.digest != digest:
        return answers.refused(request, HTTPStatus.CONFLICT, _CONFLICT)
    answer = HttpResponse(row.body or "", status=row.status)
    for name, value in row.headers.items():
        answer.headers[name] = value
    answer.headers["Idempotent-Replay"] = "true"
    return answer


def remember(request: HttpRequest, response: HttpResponseBase) -> None:
    """Keep the answer of an act that was done; give the id back when nothing was done."""
    row_id = getattr(request, "taken", None)
    if row_id is None:
        return
    if not _done(request, response):
        # A form that came back with mistakes is sent again, corrected, with the same id.
        RepeatedRequest.objects.filter(pk=row_id).delete()
        return
    row = RepeatedRequest.objects.get(pk=row_id)
    row.status = response.status_code
    row.headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response}
    if isinstance(response, HttpResponse) and len(response.content) <= _LONGEST_BODY:
        row.body = response.content.decode()
    row.save()


def forget_old() -> int:
    """Remove answers that nobody will ask for again; returns how many."""
    old = RepeatedRequest.objects.filter(created__lt=clock.now() - KEPT_FOR)
    return old.delete()[0]


def _request_id(request: HttpRequest) -> str | None:
    if request.method in SAFE_METHODS:
        return None
    given = request.headers.get("Idempotency-Key") or request.POST.get(FIELD)
    return given if given and _FORM.fullmatch(given) else None


def _digest(request: HttpRequest) -> bytes:
    whole = hashlib.sha256()
    for part in _parts(request):
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.digest()


def _parts(request: HttpRequest) -> Iterator[bytes]:
    yield f"{request.method} {request.path}".encode()
    if request.content_type not in _FORMS:
        yield request.body
        return
    for name, values in sorted(request.POST.lists()):
        if name != "csrfmiddlewaretoken":
            yield from (part.encode() for part in (name, *values))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield f"{name} {file.name}".encode()
            yield from file.chunks()
            file.seek(0)


def _done(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether an answer says that something was done, rather than showing a form again."""
    status = response.status_code
    if status in (HTTPStatus.CREATED, HTTPStatus.NO_CONTENT) or 300 <= status < 400:
        return True
    if status != HTTPStatus.OK:
        return False
    return answers.for_machine(request) or any(name in response for name in _DONE_HEADERS)
