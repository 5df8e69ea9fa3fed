"""What is done with deliveries: entering what was used, disputing it, taking it back."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import ReasonForm, YuanField, choice, day, line, offer
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.pages.deliveries.page import AboutDelivery
from minzheng.kernel.access import clock
from minzheng.kernel.payments.api import deliveries


class RedeemForm(forms.Form):
    """What was given, by whom, when, for how much. The id makes twice once."""

    redemption = forms.UUIDField(widget=forms.HiddenInput)
    provider = choice(_("服务机构"), ())
    mode = choice(_("服务方式"), ())
    content = line(_("服务内容"), help_text=_("例如：上门助浴2次、入住15天"))
    price_fen = YuanField(_("服务价格（元）"), help_text=_("机构收取的全部价格，系统按比例计算"))
    used_on = day(_("服务日期"))
    voucher = line(_("凭据号"), help_text=_("服务记录单或者发票号码"))


class DeliveryEdit(AboutDelivery, EditView):
    """A form about a delivery, which goes back to its page."""

    template_name = "desk/deliveries/edit.html"


class DeliveryRedeem(DeliveryEdit):
    """Enters what a provider gave."""

    permission = "delivery.redeem"
    title = _("登记核销")
    lead = _("补贴承担的部分不超过剩余额度，其余由本人付给机构。")
    form_class = RedeemForm
    submit = _("登记")
    done = _("已登记，补贴承担的金额见下表。")

    def initial(self) -> dict[str, Any]:
        return {"redemption": uuid4(), "used_on": clock.today()}

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        found = deliveries.providers_for(self.actor, delivery=self.delivery)
        offer(form, "provider", [(str(each.id), each.name) for each in found])
        offer(form, "mode", deliveries.modes_of(self.row.benefit))
        if not found:
            form.fields["provider"].help_text = str(
                _("还没有可选的机构：由县级业务人员提出、审批人员复核以后才能选择")
            )
        return form

    def save(self, values: dict[str, Any]) -> None:
        deliveries.redeem(self.actor, delivery=self.delivery, **values)


class RedemptionEdit(DeliveryEdit):
    """A form about one use."""

    template_name = "desk/deliveries/redemption.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(redemption=self.redemption, **context)


class RedemptionDispute(RedemptionEdit):
    """Somebody says that it is wrong."""

    permission = "delivery.redeem"
    title = _("登记争议")
    lead = _("处理以前，这一笔不列入结算；由另一人核查处理。")
    form_class = ReasonForm
    submit = _("登记")
    done = _("争议已登记。")

    def save(self, values: dict[str, Any]) -> None:
        deliveries.dispute_redemption(
            self.actor, redemption=self.redemption.id, reason=values["reason"]
        )


class ReverseForm(ReasonForm):
    """Why it is taken back. The id makes twice once."""

    reversal = forms.UUIDField(widget=forms.HiddenInput)


class RedemptionReverse(RedemptionEdit):
    """It was not given after all."""

    permission = "delivery.settle"
    title = _("冲销核销")
    lead = _("这一笔作废，额度恢复；已经结算的，从机构下一张结算单扣回。")
    form_class = ReverseForm
    submit = _("冲销")
    done = _("已冲销。")

    def initial(self) -> dict[str, Any]:
        return {"reversal": uuid4()}

    def save(self, values: dict[str, Any]) -> None:
        deliveries.reverse_redemption(self.actor, redemption=self.redemption.id, **values)


class SettleForm(forms.Form):
    """What came of a dispute."""

    outcome = choice(
        _("处理结果"), [("dismissed", _("不属实，照常结算")), ("upheld", _("属实，冲销这一笔"))]
    )
    finding = line(_("核查情况"))


class DisputeSettle(DeliveryEdit):
    """Another person has looked into it."""

    permission = "delivery.settle"
    title = _("处理争议")
    lead = _("提出争议的人不能处理。")
    form_class = SettleForm
    submit = _("确定")
    done = _("争议已处理。")

    def save(self, values: dict[str, Any]) -> None:
        deliveries.settle_dispute(
            self.actor,
            dispute=self.kwargs["service_dispute"],
            upheld=values["outcome"] == "upheld",
            finding=values["finding"],
        )
