"""Notices at the desk: putting up, printing, photographing the board, putting up anew, down."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.errors import MinzhengError
from minzheng.interfaces.desk.fields import BecauseForm, choice
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone
from minzheng.interfaces.desk.generic.edits import PASSED_ON, EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.pages.cases.about import AboutCase
from minzheng.kernel.casework.api import publicity
from minzheng.kernel.casework.api.publicity import NoticeFile, NoticeRow
from minzheng.kernel.documents.api import attachment
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.results import Page

STATES = (("open", _("公示期内")), ("over", _("已期满")), ("withdrawn", _("已撤下")))
TONES = {"open": Tone.WAIT, "over": Tone.GOOD, "withdrawn": Tone.PLAIN}


class NoticeFilters(forms.Form):
    """Which notices."""

    state = choice(_("状态"), STATES, required=False, blank=_("全部"))


class NoticeList(ListView[NoticeRow]):
    """The notices of the office, by their last day."""

    permission = "case.read"
    title = _("公示公布")
    lead = _("公示七天，张贴当天不算；期满自动撤下，办件自动往下走。")
    filters = NoticeFilters
    addressable = ("state",)
    columns = (
        Column[NoticeRow](
            _("申请人"),
            lambda row: row.who,
            address=lambda row: reverse("desk:notice", args=[row.id]),
            main=True,
        ),
        Column[NoticeRow](_("事项"), lambda row: f"{row.title}{row.kind_title}"),
        Column[NoticeRow](_("村（社区）"), lambda row: Area(row.village)),
        Column[NoticeRow](_("张贴"), lambda row: row.posted_on),
        Column[NoticeRow](_("截止"), lambda row: row.last_day),
        Column[NoticeRow](_("状态"), lambda row: Badge(row.state_title, TONES[row.state])),
    )
    empty = Empty(_("没有公示公布"), _("办件走到公示环节时，从办件页面张贴。"), "speakerphone")

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[NoticeRow]:
        return publicity.notices(
            self.actor, state=wanted.get("state") or "", after=cursor, limit=limit
        )


class NoticeNew(AboutCase, EditView):
    """Shows exactly what the village will read, and puts it up."""

    permission = "notice.publish"
    title = _("张贴公示")
    template_name = "desk/fieldwork/notice_new.html"
    form_class = forms.Form
    submit = _("张贴")
    done = _("已张贴，请打印后贴到村（社区）公示栏，并拍照留存。")

    def save(self, values: dict[str, Any]) -> str:
        notice = publicity.post_notice(self.actor, case=self.case)
        return reverse("desk:notice", args=[notice])

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        draft, why_not = None, ""
        try:
            draft = publicity.notice_draft(self.actor, case=self.case)
        except PASSED_ON:
            raise
        except MinzhengError as refusal:
            why_not = refusal.message
        former = publicity.notices_of(self.actor, case=self.case)
        place = divisions.names([draft.village])[draft.village] if draft else ""
        return super().get_context_data(
            draft=draft, why_not=why_not, former=former, place=place, **context
        )


class AboutNotice(DeskView):
    """A page about the notice in the address."""

    @cached_property
    def file(self) -> NoticeFile:
        """The notice. Raises `Unseen`."""
        return publicity.notice_file(self.actor, notice=self.kwargs["notice"])

    def crumbs(self) -> Sequence[Link]:
        row = self.file.row
        return (
            Link(_("公示公布"), reverse("desk:notices")),
            Link(row.number, reverse("desk:case", args=[row.case])),
        )


class NoticeEdit(AboutNotice, EditView):
    """A form that does something with the notice and goes back to its page."""

    def back(self) -> str:
        return reverse("desk:notice", args=[self.kwargs["notice"]])


class NoticePage(AboutNotice):
    """One notice: what strangers read, until when, what happened."""

    permission = "case.read"
    template_name = "desk/fieldwork/notice.html"

    def heading(self) -> str:
        return f"{self.file.row.title}{self.file.row.kind_title}"

    def get(self, request: HttpRequest, notice: UUID) -> HttpResponse:
        names = divisions.names([self.file.row.village])
        context = self.get_context_data(file=self.file, names=names)
        return self.render_to_response(context)


class NoticePrint(AboutNotice):
    """The sheet for the board, as a PDF."""

    permission = "case.read"

    def get(self, request: HttpRequest, notice: UUID) -> HttpResponse:
        content = publicity.printout(self.actor, notice=notice)
        return attachment(content, title="公示", extension="pdf", media_type="application/pdf")


class NoticeRestart(NoticeEdit):
    """Torn down, washed away: the days begin anew."""

    permission = "notice.publish"
    title = _("公示中断，重新张贴")
    lead = _("公示内容被撕毁、雨淋等不能看到的，从重新张贴起重新计算天数。")
    form_class = BecauseForm
    submit = _("已重新张贴")
    done = _("已重新计算公示天数。")

    def save(self, values: dict[str, Any]) -> None:
        publicity.restart_notice(
            self.actor, notice=self.kwargs["notice"], because=values["because"]
        )


class NoticeWithdraw(NoticeEdit):
    """Down before its time: it said something wrong."""

    permission = "notice.publish"
    title = _("撤下公示")
    lead = _("内容有误等需要提前撤下的，写明原因；改正后重新张贴，天数重新计算。")
    form_class = BecauseForm
    submit = _("撤下")
    done = _("已撤下，网上页面立即不再显示；请同时取下公示栏上的纸张。")

    def save(self, values: dict[str, Any]) -> None:
        publicity.withdraw_notice(
            self.actor, notice=self.kwargs["notice"], because=values["because"]
        )


class PhotoForm(forms.Form):
    """The board with the notice on it."""

    photo = forms.ImageField(
        label=_("公示栏照片"), widget=forms.ClearableFileInput(attrs={"accept": "image/*"})
    )


class NoticePhoto(NoticeEdit):
    """Proof that it was up in the village."""

    permission = "documents.add"
    title = _("上传公示栏照片")
    lead = _("拍下公示栏和张贴的公示，存入办件档案。照片里的拍摄地点和设备信息会自动去掉。")
    form_class = PhotoForm
    submit = _("上传")
    done = _("照片已存入档案。")

    def save(self, values: dict[str, Any]) -> None:
        photo = values["photo"]
        photo.seek(0)
        publicity.board_photo(self.actor, notice=self.kwargs["notice"], content=photo.read())
