"""Proposing another value of a number."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.months import Month
from minzheng.interfaces.desk.fields import choice, line
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.money import MonthField
from minzheng.interfaces.desk.pages.numbers.lists import proposal_address
from minzheng.interfaces.desk.picking import DivisionField, offer_divisions
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused, Unseen
from minzheng.kernel.entitlements.api import numbers
from minzheng.kernel.entitlements.api.numbers import Entry, NumberShape

PREFIX = "value_"
LONGEST_VALUE = 20


class ProposeForm(forms.Form):
    """From when on, where, and which document says so; the values are added by the number."""

    area = DivisionField(_("地区"))
    valid_from = MonthField(
        _("起始月份"), help_text=_("可以早于本月：已经发放的月份由系统补发差额")
    )
    document = line(_("文件依据"), help_text=_("文件名称和文号"))


class NumberNew(EditView):
    """Asks for the new value; what it would change is worked out next."""

    permission = "number.propose"
    template_name = "desk/numbers/new.html"
    form_class = ProposeForm
    submit = _("提出调整并测算")
    done = _("已提出。后台正在测算影响，完成后由另一人批准。")

    @cached_property
    def shape(self) -> NumberShape:
        """The number in the address."""
        try:
            return numbers.number_form(self.actor, number=self.kwargs["key"])
        except Refused:
            raise Unseen from None

    def heading(self) -> Any:
        return _("调整%(title)s") % {"title": self.shape.row.title}

    def initial(self) -> dict[str, Any]:
        return {"area": self.actor.division, "valid_from": str(Month.of(clock.today()))}

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = ProposeForm(given, files, initial=self.initial())
        own = {f"{PREFIX}{each.code}": _field(each, self.shape) for each in self.shape.entries}
        form.fields = {**own, **form.fields}
        offer_divisions(form, self.actor)
        return form

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(shape=self.shape, **context)

    def save(self, values: dict[str, Any]) -> str:
        given = {each.code: values.pop(f"{PREFIX}{each.code}") for each in self.shape.entries}
        value = given.get("", given)
        made = numbers.propose_number(self.actor, number=self.kwargs["key"], value=value, **values)
        return proposal_address(made)

    def crumbs(self) -> Sequence[Link]:
        return (
            Link(_("标准和参数"), reverse("desk:numbers")),
            Link(_("现行参数"), reverse("desk:number_values")),
        )


def _field(entry: Entry, shape: NumberShape) -> forms.Field:
    if entry.choices:
        found = choice(entry.title, entry.choices)
        found.initial = entry.now
        return found
    unit = shape.row.unit
    typed = line(f"{entry.title}（{unit}）", longest=LONGEST_VALUE)
    typed.initial = entry.now
    typed.widget.attrs["inputmode"] = "decimal"
    return typed
