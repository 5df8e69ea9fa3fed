"""What is done with floats: each a command of the kernel, shown to whoever may."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.benefit_choices import once_choices
from minzheng.interfaces.desk.fields import YuanField, choice, day, line, offer, offered
from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.pages.floats.lists import AboutFloat, float_address
from minzheng.kernel.access import clock
from minzheng.kernel.access.api import Colleague
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.casework.api import reading
from minzheng.kernel.payments.api import floats, imprest
from minzheng.kernel.payments.api.floats import MovementRow
from minzheng.kernel.registry.api import divisions

LONGEST_NUMBER = 40


def _told(keepers: Sequence[Colleague]) -> list[tuple[str, str]]:
    """Whom one may choose as a keeper: the name, and the town."""
    names = divisions.names({each.division for each in keepers})
    return [
        (str(each.account), f"{each.name}（{names.get(each.division, each.division)}）")
        for each in keepers
    ]


class OpenForm(forms.Form):
    """Who keeps it, how much at most, from when on somebody should think of more."""

    custodian = choice(_("保管人"), ())
    limit_fen = YuanField(_("限额（元）"))
    warn_fen = YuanField(_("低于多少提醒（元）"))


class FloatNew(EditView):
    """Opens the float of a town."""

    permission = "imprest.manage"
    title = _("设立备用金")
    lead = _("每个镇（街道）一笔，设在保管人所在的镇，余额不超过限额。设立以后再拨入。")
    form_class = OpenForm
    submit = _("设立")
    done = _("已设立，请接着拨入。")

    @cached_property
    def keepers(self) -> Sequence[Colleague]:
        """Who may keep one."""
        return floats.keepers(self.actor)

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        offer(form, "custodian", _told(self.keepers))
        return form

    def save(self, values: dict[str, Any]) -> str:
        keeper = next(each for each in self.keepers if str(each.account) == values["custodian"])
        made = imprest.open_float(
            self.actor,
            division=keeper.division,
            limit_fen=values["limit_fen"],
            warn_fen=values["warn_fen"],
            custodian=keeper.account,
        )
        return float_address(made)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("备用金"), reverse("desk:floats")),)


class FloatEdit(AboutFloat, EditView):
    """A form that does something with a float and goes back to its page."""

    template_name = "desk/floats/edit.html"

    def back(self) -> str:
        return float_address(self.imprest)


class MoneyForm(forms.Form):
    """How much, when, by which paper. The id makes twice once."""

    movement = forms.UUIDField(widget=forms.HiddenInput)
    amount_fen = YuanField(_("金额（元）"))
    on = day(_("日期"))
    voucher = line(_("票据号"))


class MoneyEdit(FloatEdit):
    """A form about money that moves."""

    permission = "imprest.manage"
    form_class = MoneyForm
    submit = _("登记")
    done = _("已登记。")

    def initial(self) -> dict[str, Any]:
        return {"movement": uuid4(), "on": clock.today()}


class FloatTopUp(MoneyEdit):
    """Money goes to the town."""

    title = _("拨入备用金")
    lead = _("拨入后不能超过限额；登记时记账。")
    done = _("已拨入并记账。")

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "amount_fen": self.room()}

    def room(self) -> str:
        """What it takes up to its limit, in yuan."""
        room = self.row.limit_fen - self.row.balance_fen
        return f"{room // 100}.{room % 100:02d}"

    def save(self, values: dict[str, Any]) -> None:
        imprest.top_up(self.actor, imprest=self.imprest, **values)


class FloatGiveBack(MoneyEdit):
    """Money comes back."""

    title = _("缴回备用金")
    done = _("已缴回并记账。")

    def save(self, values: dict[str, Any]) -> None:
        imprest.give_back(self.actor, imprest=self.imprest, **values)


class SpendForm(MoneyForm):
    """For which case, of which benefit."""

    number = line(_("办件编号"), longest=LONGEST_NUMBER)
    benefit = offered(_("待遇"), once_choices)
    field_order = ["movement", "number", "benefit", "amount_fen", "on", "voucher"]


class FloatSpend(MoneyEdit):
    """Aid was paid in cash."""

    permission = "imprest.spend"
    title = _("登记支付救助")
    lead = _("只能由保管人登记。同一个办件批准以后，不会再从银行重复发放。")
    form_class = SpendForm

    def save(self, values: dict[str, Any]) -> None:
        found = reading.cases(self.actor, number=values.pop("number")).rows
        if len(found) != 1:
            raise Refused("没有找到这个编号的办件，请先登记办件。")
        imprest.spend(self.actor, imprest=self.imprest, case=found[0].id, **values)


class FloatSettle(ActView):
    """Takes what a town has spent into the county's books."""

    permission = "imprest.manage"
    done = _("已报账，支付按资金分担记入支出。")

    def act(self, values: dict[str, Any]) -> None:
        imprest.settle_float(self.actor, imprest=self.kwargs["imprest"], journal=uuid4())

    def back(self) -> str:
        return float_address(self.kwargs["imprest"])


class ReverseForm(forms.Form):
    """By which paper. The id makes twice once."""

    reversal = forms.UUIDField(widget=forms.HiddenInput)
    voucher = line(_("更正依据"), help_text=_("哪一张票据、为什么更正"))


class FloatReverse(FloatEdit):
    """What was entered as spent was not."""

    permission = "imprest.manage"
    template_name = "desk/floats/reverse.html"
    title = _("更正支付")
    lead = _("这一笔支付作废，金额回到备用金；已报账的一并冲回。")
    form_class = ReverseForm
    submit = _("更正")
    done = _("已更正。")

    @cached_property
    def movement(self) -> MovementRow:
        """The spending in the address. Raises `Unseen`."""
        moved: UUID = self.kwargs["movement"]
        return floats.movement(self.actor, imprest=self.imprest, movement=moved)

    def initial(self) -> dict[str, Any]:
        return {"reversal": uuid4()}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(movement=self.movement, **context)

    def save(self, values: dict[str, Any]) -> None:
        imprest.reverse_spending(self.actor, movement=self.movement.id, **values)


class CountForm(forms.Form):
    """How much there was."""

    counted_fen = YuanField(_("实有金额（元）"))
    on = day(_("对账日期"))
    note = line(_("差异说明"), required=False)


class FloatCount(FloatEdit):
    """Somebody else than the custodian counts."""

    permission = "imprest.count"
    title = _("备用金对账")
    lead = _("当面点清现金和存单；与账面不符的写明差异。")
    form_class = CountForm
    submit = _("登记")
    done = _("对账已登记。")

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def save(self, values: dict[str, Any]) -> None:
        imprest.count_float(self.actor, imprest=self.imprest, **values)


class HandOverForm(forms.Form):
    """To whom, and how much there was."""

    custodian = choice(_("接收人"), ())
    counted_fen = YuanField(_("清点的实有金额（元）"))
    note = line(_("差异说明"), required=False)


class FloatHandOver(FloatEdit):
    """Another person of the town keeps it from now on."""

    permission = "imprest.manage"
    title = _("交接备用金")
    lead = _("原保管人、接收人在场，由您监交：当面点清，登记后由接收人保管和支付。")
    form_class = HandOverForm
    submit = _("登记交接")
    done = _("已交接，清点结果记入对账。")

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        others = [
            each
            for each in floats.keepers(self.actor)
            if each.division == self.row.division and each.account != self.row.custodian
        ]
        offer(form, "custodian", _told(others))
        if not others:
            form.fields["custodian"].help_text = _(
                "该镇（街道）没有其他可以支付备用金的人员，请先由安全管理员授予岗位。"
            )
        return form

    def save(self, values: dict[str, Any]) -> None:
        keeper = UUID(values.pop("custodian"))
        imprest.hand_over(self.actor, imprest=self.imprest, custodian=keeper, **values)


class FloatClose(FloatEdit):
    """The town has no float any more."""

    permission = "imprest.manage"
    title = _("停用备用金")
    lead = _("余额已缴回、支付都已报账的才能停用；停用后不能恢复，需要时重新设立。")
    form_class = forms.Form
    submit = _("停用")
    done = _("已停用。")

    def save(self, values: dict[str, Any]) -> str:
        imprest.close_float(self.actor, imprest=self.imprest)
        return reverse("desk:floats")
