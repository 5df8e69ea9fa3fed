"""Applications taken in for another place (跨区通办), and those that another one took in for us.

The window sees of the other place only how far it has got; that place sees only what was typed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.interfaces.desk.fields import LONGEST_NAME, choice, line, offered, paragraph
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty, Link
from minzheng.interfaces.desk.pages.cases.about import case_address
from minzheng.interfaces.desk.pages.cases.items import item_choices, item_of
from minzheng.interfaces.desk.pages.person_edits import LONGEST_NUMBER
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.casework.api import windows
from minzheng.kernel.casework.api.windows import IncomingRow, ReceiptRow
from minzheng.kernel.registry.api import people
from minzheng.kernel.registry.api.results import Page

TONES = {"accepted": Tone.GOOD, "returned": Tone.WAIT, "declined": Tone.BAD}


class ReceiptList(ListView[ReceiptRow]):
    """What this window took in for others."""

    permission = "case.handle"
    title = _("异地代收")
    lead = _("居民在这里交、由别处办理的申请。办理地的进展会告诉本窗口，档案内容不会。")
    columns = (
        Column[ReceiptRow](_("申请人"), lambda row: row.name, main=True),
        Column[ReceiptRow](_("事项"), lambda row: row.item_title),
        Column[ReceiptRow](_("办理地"), lambda row: Area(row.target)),
        Column[ReceiptRow](_("收件日期"), lambda row: row.received_on),
        Column[ReceiptRow](
            _("进展"), lambda row: Badge(row.state_title, TONES.get(row.state, Tone.NOTE))
        ),
        Column[ReceiptRow](_("需要补正"), lambda row: row.missing),
        Column[ReceiptRow](_("收件编号"), lambda row: row.number, style="mz-nowrap mz-number"),
    )
    empty = Empty(_("没有代收的申请"), _("外地居民来办的，用“代收申请”收下。"), "transfer-in")

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[ReceiptRow]:
        return windows.receipts(self.actor, after=cursor, limit=limit)

    def actions(self) -> Sequence[Link]:
        new = reverse("desk:receipt_new")
        return (
            Link(_("别处代收的"), reverse("desk:incoming"), "inbox", "case.handle"),
            Link(_("代收申请"), new, "plus", "case.handle", True),
        )


class ReceiptForm(forms.Form):
    """Who asks for what, and where it is decided."""

    item = offered(_("事项"), item_choices)
    target = DivisionField(_("办理地（户籍地或居住地）"), anywhere=True)
    name = line(_("姓名"), longest=LONGEST_NAME, private=True)
    identity = line(_("身份号码"), longest=LONGEST_NUMBER, private=True)
    phone = line(_("联系电话"), longest=30, required=False, private=True)
    note = paragraph(_("说明"), required=False, help_text=_("办理地的同事会看到"))


class ReceiptNew(EditView):
    """Takes an application in for another place."""

    permission = "case.handle"
    title = _("代收申请")
    lead = _("本窗口不审查，只核对身份、收下申请，当天送到办理地。期限从办理地受理之日起算。")
    form_class = ReceiptForm
    submit = _("收下并送达办理地")
    done = _("已收下，请把收件编号告诉申请人。")

    def save(self, values: dict[str, Any]) -> str:
        windows.receive(self.actor, **values)
        return reverse("desk:receipts")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("异地代收"), reverse("desk:receipts")),)


class IncomingList(ListView[IncomingRow]):
    """What other windows took in for us."""

    permission = "case.handle"
    title = _("别处代收的申请")
    lead = _("核对是不是本地的人，登记成办件；不归本地的退回并写明原因。")
    columns = (
        Column[IncomingRow](
            _("申请人"),
            lambda row: row.name,
            address=lambda row: reverse("desk:incoming_open", args=[row.id]),
            main=True,
        ),
        Column[IncomingRow](_("事项"), lambda row: row.item_title),
        Column[IncomingRow](_("收件窗口"), lambda row: Area(row.window)),
        Column[IncomingRow](_("收件日期"), lambda row: row.received_on),
        Column[IncomingRow](_("说明"), lambda row: row.note),
        Column[IncomingRow](_("收件编号"), lambda row: row.number, style="mz-nowrap mz-number"),
    )
    empty = Empty(_("没有待登记的代收申请"), "", "inbox")

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[IncomingRow]:
        return windows.incoming(self.actor, after=cursor, limit=limit)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("业务办理"), reverse("desk:cases")),)


class IncomingForm(forms.Form):
    """Whose application it is here, or why it goes back."""

    verdict = choice(_("处理"), (("open", _("登记成办件")), ("decline", _("退回"))))
    sought = line(
        _("本地档案"),
        longest=60,
        private=True,
        required=False,
        help_text=_("输入身份号码；没有档案的先登记人员和家庭"),
    )
    reason = paragraph(_("退回原因"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("verdict") == "open" and not values.get("sought"):
            self.add_error("sought", _("请输入身份号码。"))
        if values.get("verdict") == "decline" and not values.get("reason"):
            self.add_error("reason", _("请写明退回原因。"))
        return values


class IncomingOpen(EditView):
    """Makes a case of an application that another window took in."""

    permission = "case.handle"
    title = _("登记别处代收的申请")
    template_name = "desk/cases/incoming.html"
    form_class = IncomingForm
    submit = _("确定")
    done = _("已处理，收件窗口会看到进展。")

    def save(self, values: dict[str, Any]) -> str:
        incoming = self.kwargs["incoming"]
        if values["verdict"] == "decline":
            windows.decline_incoming(self.actor, incoming=incoming, reason=values["reason"])
            return reverse("desk:incoming")
        found = people.find_persons(self.actor, text=values["sought"], limit=2).rows
        if len(found) != 1:
            raise Refused(str(_("没有找到唯一的档案，请输入身份号码。")))
        row = windows.incoming_file(self.actor, incoming=incoming)
        household = item_of(row.item).unit is ApplicantUnit.HOUSEHOLD
        if household and found[0].household is None:
            raise Refused(str(_("此人还没有共同生活的家庭，请先登记家庭。")))
        whose = {"household": found[0].household} if household else {"person": found[0].id}
        return case_address(windows.open_incoming(self.actor, incoming=incoming, **whose))

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        row = windows.incoming_file(self.actor, incoming=self.kwargs["incoming"])
        return super().get_context_data(row=row, **context)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("别处代收的申请"), reverse("desk:incoming")),)
