"""Numbers that two persons hold: decided by the office that sees both."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.columns import Area, Column
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty, Link
from minzheng.kernel.registry.api import identities
from minzheng.kernel.registry.api.results import DisputeRow, Page


class DisputeList(ListView[DisputeRow]):
    """Numbers in dispute, in the scope of both holders."""

    permission = "duplicates.review"
    title = _("证件号码争议")
    lead = _("同一个号码登记在两个人名下。请核对原件或请公安机关确认，再决定号码归谁。")
    columns = (
        Column[DisputeRow](
            _("号码"),
            lambda row: row.number,
            address=lambda row: reverse("desk:dispute_decide", args=[row.id]),
            main=True,
        ),
        Column[DisputeRow](_("先登记"), lambda row: row.first.name),
        Column[DisputeRow](_("所在区划"), lambda row: Area(row.first.division)),
        Column[DisputeRow](_("后登记"), lambda row: row.second.name),
        Column[DisputeRow](_("所在区划"), lambda row: Area(row.second.division)),
        Column[DisputeRow](_("发现时间"), lambda row: row.created_at),
    )
    empty = Empty(_("没有号码争议"), _("两个人登记了同一个号码时，会出现在这里。"), "id")

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[DisputeRow]:
        return identities.disputes(self.actor, after=cursor, limit=limit)


class VerdictForm(forms.Form):
    """Whose number it is."""

    verdict = forms.ChoiceField(
        label=_("号码归谁"),
        choices=[
            ("first", _("先登记的人")),
            ("second", _("后登记的人")),
            ("same", _("两份档案是同一个人")),
        ],
        widget=forms.RadioSelect,
    )


class DisputeDecide(EditView):
    """The decision; the other one's number is put out of use."""

    permission = "duplicates.review"
    title = _("处理号码争议")
    lead = _("另一人的号码停用，仍留在档案里。选“同一个人”的，请随后在疑似重复里合并。")
    form_class = VerdictForm
    submit = _("确定")
    done = _("已处理。")

    def save(self, values: dict[str, Any]) -> str:
        identities.decide_dispute(
            self.actor, dispute=self.kwargs["dispute"], verdict=values["verdict"]
        )
        return reverse("desk:disputes")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("证件号码争议"), reverse("desk:disputes")),)
