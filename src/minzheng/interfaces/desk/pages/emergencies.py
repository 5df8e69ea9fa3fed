"""Break-glass: one exact person outside the scope, with a reason, for half an hour, reviewed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import choice, line
from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.interfaces.desk.people import SEXES
from minzheng.kernel.access import api as access
from minzheng.kernel.access.roles import role_of
from minzheng.kernel.registry.api import divisions, emergencies


class EmergencyForm(forms.Form):
    """Whom, and why."""

    number = line(
        _("完整的身份号码"), longest=30, private=True, help_text=_("只能按完整号码查一个人")
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=500,
        help_text=_("至少10个字；安全管理员马上会收到提醒，并逐次核查"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Emergency(EditView):
    """Asks for the view of one person."""

    permission = "breakglass.use"
    title = _("紧急查询")
    lead = _(
        "用于深夜走失、急病、儿童遇险等来不及走正常手续的情形。可以看辖区以外的一个人，半小时有效。"
    )
    form_class = EmergencyForm
    submit = _("打开")
    done = ""

    def save(self, values: dict[str, Any]) -> str:
        grant = access.open_emergency(self.actor, **values)
        return reverse("desk:emergency_file", args=[grant])


class EmergencyFile(DeskView):
    """What may be seen of that person now."""

    permission = "breakglass.use"
    title = _("紧急查询结果")
    template_name = "desk/emergency/file.html"

    def get(self, request: HttpRequest, grant: UUID) -> HttpResponse:
        found = emergencies.emergency_file(self.actor, grant=grant)
        context = self.get_context_data(found=found)
        if found is not None:
            place = divisions.names({found.division}).get(found.division, found.division)
            context |= {"sex_title": SEXES.get(found.sex, ""), "division_name": place}
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("紧急查询"), reverse("desk:emergency")),)


class EmergencyReviews(DeskView):
    """Every use waits for a review by the security administrator."""

    permission = "breakglass.review"
    title = _("紧急查询核查")
    lead = _("逐次判断是否正当；不正当的，按规定追究。")
    template_name = "desk/emergency/reviews.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = access.alerts(self.actor, pending=False)
        names = divisions.names({row.grant.division for row in rows})
        shown = [(row, role_of(row.grant.post.role).title) for row in rows]
        context = self.get_context_data(alerts=shown, names=names, verdicts=access.Verdict.choices)
        return self.render_to_response(context)


class ReviewForm(forms.Form):
    """The judgement of one use."""

    verdict = choice(_("结论"), access.Verdict.choices)
    remark = line(_("意见"), longest=500)


class EmergencyReview(ActView):
    """Judges one use."""

    permission = "breakglass.review"
    form_class = ReviewForm
    done = _("已核查。")

    def act(self, values: dict[str, Any]) -> None:
        access.review_alert(self.actor, alert=self.kwargs["alert"], **values)

    def back(self) -> str:
        return reverse("desk:emergency_reviews")
