"""Putting a file under another label, and taking it off again."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import choice, line, offer
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.pages.above import person_crumbs
from minzheng.kernel.protection.labels import LABEL_CHOICES, Label
from minzheng.kernel.registry.api import people
from minzheng.kernel.registry.api.places import place_of_person


class LabelForm(forms.Form):
    """The label, of those that the actor holds."""

    label = choice(_("敏感级别"), LABEL_CHOICES)
    reason = line(_("理由"), help_text=_("例如 受害人保护、个案结束；写进操作记录"))


class PersonLabel(EditView):
    """Seals a file or opens it again."""

    permission = "person.seal"
    title = _("改变敏感级别")
    lead = _(
        "封存以后，没有相应权限的人搜不到、也打不开这份档案，连有没有都不会知道；"
        "正在办理的跨辖区迁移同时终止。"
    )
    form_class = LabelForm
    submit = _("确定")
    done = _("敏感级别已改变。")

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        held = self.actor.labels
        offer(form, "label", ((code, title) for code, title in LABEL_CHOICES if code in held))
        return form

    def initial(self) -> dict[str, Any]:
        return {"label": place_of_person(self.kwargs["person"]).label.value}

    def save(self, values: dict[str, Any]) -> str:
        person = self.kwargs["person"]
        people.seal_person(
            self.actor, person=person, label=Label(values["label"]), reason=values["reason"]
        )
        return reverse("desk:person", args=[person])

    def crumbs(self) -> Sequence[Link]:
        return person_crumbs(self.actor, self.kwargs["person"])
