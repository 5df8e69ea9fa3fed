"""Running cases when a service item has been amended: seen, and brought over one by one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.columns import Badge, Column, Tone, Value
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty, Link
from minzheng.interfaces.desk.pages.cases.about import CaseEdit
from minzheng.kernel.casework.api import migrating
from minzheng.kernel.casework.api.migrating import OutdatedRow
from minzheng.kernel.registry.api.results import Page


def _address(row: OutdatedRow) -> str:
    """Where it is brought over; the case itself where it cannot be."""
    return reverse("desk:case" if row.hindrance else "desk:case_migrate", args=[row.id])


def _whether(row: OutdatedRow) -> Value:
    return row.hindrance or Badge(_("可以按新版续办"), Tone.GOOD)


class OutdatedCases(ListView[OutdatedRow]):
    """Running cases of the scope that go by an older version of their item."""

    permission = "case.supervise"
    title = _("旧版在办")
    lead = _("事项修订以前受理、仍按旧版办理的办件。可以逐件转为新版，也可以按旧版办完。")
    columns = (
        Column[OutdatedRow](
            _("办件编号"), lambda row: row.number, address=_address, main=True, style="mz-number"
        ),
        Column[OutdatedRow](_("事项"), lambda row: row.item_title),
        Column[OutdatedRow](_("所用版本"), lambda row: row.pinned, style="mz-nowrap mz-number"),
        Column[OutdatedRow](_("现行版本"), lambda row: row.newest, style="mz-nowrap mz-number"),
        Column[OutdatedRow](_("能否转为新版"), _whether),
    )
    empty = Empty(_("没有按旧版办理的办件"), _("在办的都用现行版本。"), "mood-smile")

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[OutdatedRow]:
        return migrating.outdated(self.actor, after=cursor, limit=limit)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("办理进度"), reverse("desk:case_board")),)


class MigrateForm(forms.Form):
    """The case as it was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class CaseMigrate(CaseEdit):
    """Brings a running case over to the version in force."""

    permission = "case.supervise"
    title = _("按新版事项续办")
    lead = _(
        "已经办完的环节和决定机关不变；新版没有的期限停止，新增的期限从现在起算。转过去以后不能转回。"
    )
    form_class = MigrateForm
    submit = _("按新版续办")
    done = _("已转为按新版事项办理。")

    def initial(self) -> dict[str, Any]:
        return {"version": self.matter.version}

    def save(self, values: dict[str, Any]) -> None:
        migrating.migrate_case(self.actor, case=self.case, version=values["version"])
