"""The notices of a village, for everybody: read without signing in, objected to with or without
a name. Nothing here reads a protected row."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse

from minzheng.base.divisions import Level
from minzheng.interfaces.portal.pages.view import Back, FormView, PortalView
from minzheng.kernel.access.addresses import address_of
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.access.routes import PUBLIC
from minzheng.kernel.casework.api import publicity
from minzheng.kernel.casework.api.publicity import Over, ShownNotice, TooMany
from minzheng.kernel.payments.api import public_tables
from minzheng.kernel.registry.api import divisions

GONE, TOO_MANY = 410, 429
NOT_KEPT = {
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
    "Cache-Control": "no-store, private",
}
LONGEST_TEXT = 2_000
LONGEST_NAME = 100


class NoticeView(PortalView):
    """A page that no search engine keeps, and no cache."""

    permission = PUBLIC("what the notice board of a village shows to everybody who passes")

    def dispatch(self, request: HttpRequest, *given: Any, **named: Any) -> HttpResponseBase:
        """Answer, and say that nobody may keep it. A notice that has ended is gone: 410."""
        try:
            answer: HttpResponseBase = super().dispatch(request, *given, **named)
        except Over:
            answer = self.gone()
        for name, value in NOT_KEPT.items():
            answer.headers[name] = value
        return answer

    def gone(self) -> HttpResponse:
        """That there was a notice, and nothing of it."""
        back = Back("公示公布", reverse("portal:notice_boards"))
        words = PortalView.get_context_data(self, title="该公示已经结束", lead="", back=back)
        return render(self.request, "portal/notices/gone.html", words, status=GONE)


class NoticeBoards(NoticeView):
    """Which village: down the tree of divisions, level by level."""

    template_name = "portal/notices/boards.html"
    title = "公示公布"
    lead = "审核意见在村（社区）公示七天，决定也在村（社区）公布。请选择村（社区）。"

    def get(self, request: HttpRequest) -> HttpResponse:
        inside = request.GET.get("in", "")
        path_to = divisions.path(inside) if inside.isdigit() else ()
        found = divisions.children(path_to[-1].code if path_to else "")
        return self.render_to_response(
            self.get_context_data(path=path_to, found=found, village=Level.VILLAGE)
        )


class NoticesIn(NoticeView):
    """What is up in one village now."""

    template_name = "portal/notices/list.html"

    def get(self, request: HttpRequest, village: str) -> HttpResponse:
        found = divisions.division(village) if len(village) == Level.VILLAGE else None
        if found is None:
            raise Unseen
        context = self.get_context_data(
            title=f"{found.name}公示公布",
            village=found,
            notices=publicity.notices_in(village),
            tables=public_tables.tables_in(village),
            back=Back("选择村（社区）", reverse("portal:notice_boards")),
        )
        return self.render_to_response(context)


class NoticePage(NoticeView):
    """One notice."""

    template_name = "portal/notices/page.html"

    def get(self, request: HttpRequest, notice: UUID) -> HttpResponse:
        shown = publicity.notice_on_board(notice)
        context = self.get_context_data(
            title=f"{shown.title}{shown.kind_title}", notice=shown, back=_back_to(shown)
        )
        return self.render_to_response(context)


class ObjectionForm(forms.Form):
    """What somebody knows. Neither name nor telephone is asked for as a condition."""

    text = forms.CharField(
        label="您反映的情况",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        help_text="写清楚哪一点与公示不符、您是怎么知道的。",
    )
    name = forms.CharField(
        label="您的姓名",
        required=False,
        max_length=LONGEST_NAME,
        help_text="可以匿名。署名的，处理结果会告诉您。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contact = forms.CharField(
        label="联系方式",
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class Objecting(NoticeView, FormView):
    """Takes an objection to what is up. What comes back says nothing of what becomes of it."""

    form_class = ObjectionForm
    submit = "提交"

    def drop(self, words: dict[str, str], *, request: UUID, address: str) -> None:
        """Into the box."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.asked(form, status=400)
        try:
            self.drop(
                form.cleaned_data, request=_request_id(request), address=address_of(request) or ""
            )
        except TooMany as refusal:
            form.add_error(None, refusal.message)
            return self.asked(form, status=TOO_MANY)
        context = self.get_context_data(title="已经收到", lead="")
        self.template_name = "portal/notices/thanks.html"
        return self.render_to_response(context)


class NoticeObjection(Objecting):
    """To a notice."""

    template_name = "portal/notices/objection.html"
    title = "对公示提出异议"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        shown = publicity.notice_on_board(self.kwargs["notice"])
        back = Back("返回公示", reverse("portal:notice", args=[shown.id]))
        known = {"notice": shown, "board": _back_to(shown)}
        return super().get_context_data(**(known | context | {"back": back}))

    def drop(self, words: dict[str, str], *, request: UUID, address: str) -> None:
        publicity.object_publicly(self.kwargs["notice"], **words, request=request, address=address)


def _request_id(request: HttpRequest) -> UUID:
    """The id of the form; one of its own for whoever sends none."""
    try:
        return UUID(request.POST.get("request_id", ""))
    except ValueError:
        return uuid4()


def _back_to(shown: ShownNotice) -> Back:
    return Back("本村（社区）的公示公布", reverse("portal:notices", args=[shown.village]))


NOTICES = [
    path("notices/", NoticeBoards.as_view(), name="notice_boards"),
    path("notices/in/<str:village>/", NoticesIn.as_view(), name="notices"),
    path("notices/<uuid:notice>/", NoticePage.as_view(), name="notice"),
    path("notices/<uuid:notice>/objection/", NoticeObjection.as_view(), name="notice_objection"),
]
