"""What is known of a case that changes its way: noted, or no longer so."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minzheng.catalogue.casework.steps import Flag
from minzheng.interfaces.desk.fields import choice, paragraph
from minzheng.interfaces.desk.pages.cases.about import CaseEdit
from minzheng.kernel.casework.api import leaving

NOTED_BY_PEOPLE = (
    Flag.NEAR_RELATIVE,
    Flag.COMPLAINED,
    Flag.DISPUTED,
    Flag.REMOTE,
    Flag.UNSTABLE,
    Flag.UNIDENTIFIED,
    Flag.DEPENDENT,
)
"""The others follow from what is done, from the rules or from a setting."""


class FlagsForm(forms.Form):
    """Which circumstance, and whether it holds."""

    flag = choice(_("情况"), ((each.value, each.title) for each in NOTED_BY_PEOPLE))
    holds = choice(_("是否"), (("yes", _("有这种情况")), ("no", _("不再有"))))
    note = paragraph(_("说明"))


class CaseFlags(CaseEdit):
    """Notes a circumstance; steps that it calls for open by themselves."""

    permission = "case.handle"
    title = _("标注情况")
    lead = _("标注以后，系统自动增加应有的环节，例如近亲属的由县级入户核实。")
    form_class = FlagsForm
    submit = _("标注")
    done = _("已标注。")

    def save(self, values: dict[str, Any]) -> None:
        change = leaving.flag if values["holds"] == "yes" else leaving.clear
        flags = frozenset({Flag(values["flag"])})
        change(self.actor, case=self.case, flags=flags, note=values["note"])
