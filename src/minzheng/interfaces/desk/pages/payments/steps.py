"""From draft to sent: each step a command of the kernel, shown to whoever may take it."""

from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import line
from minzheng.interfaces.desk.pages.payments.about import BatchAct, BatchEdit
from minzheng.interfaces.desk.pages.payments.waterfall import bars, chart
from minzheng.kernel.documents.downloads import attachment
from minzheng.kernel.payments.api import batches, reading, sending
from minzheng.kernel.payments.results import BatchView


class PaymentCheck(BatchAct):
    """Runs the checks; as often as one likes."""

    permission = "payment.prepare"
    done = _("检查完成。")

    def act(self, values: dict[str, Any]) -> None:
        batches.check_batch(self.actor, batch=self.kwargs["batch"])


class SettleForm(forms.Form):
    """What was found out."""

    text = line(_("处理意见"), help_text=_("写明怎样核实的、结果如何"))


class PaymentSettle(BatchEdit):
    """The findings of one check, and what is said to all of them that wait."""

    permission = "payment.read"
    template_name = "desk/payments/findings.html"
    title = _("检查发现")
    form_class = SettleForm
    submit = _("处理全部未处理的")
    done = _("已记录处理意见。")

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        check = self.kwargs["check"]
        found = reading.findings(self.actor, batch=self.batch, check=check)
        title = found[0].check_title if found else self.title
        context |= {"findings": found, "waiting": [each for each in found if not each.settled_at]}
        settles = self.row.state == "checked" and self.actor.may("payment.prepare")
        return super().get_context_data(**{**context, "title": title, "settles": settles})

    def save(self, values: dict[str, Any]) -> None:
        batches.settle_findings(
            self.actor, batch=self.batch, check=self.kwargs["check"], text=values["text"]
        )


class ApproveForm(forms.Form):
    """The hash of what was read."""

    lines_hash = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    looked = forms.BooleanField(label=_("已核对金额、检查发现和明细摘要"))


class PaymentApprove(BatchEdit):
    """Signs the lines as they were read."""

    permission = "payment.approve"
    template_name = "desk/payments/approve.html"
    title = _("批准批次")
    lead = _("批准以后明细不能再改。批准人不能是编制人。")
    form_class = ApproveForm
    submit = _("批准")
    done = _("已批准。请财务人员确认发放。")

    @cached_property
    def view(self) -> BatchView:
        """What is signed. Raises `Unseen`."""
        return reading.batch_view(self.actor, batch=self.batch)

    def initial(self) -> dict[str, Any]:
        return {"lines_hash": self.view.lines_hash}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = reading.waterfall(self.actor, batch=self.batch)
        return super().get_context_data(
            lines_hash=context["form"]["lines_hash"].value() or "",
            view=self.view,
            bars=bars(found),
            chart=chart(found),
            findings=reading.finding_counts(self.actor, batch=self.batch),
            **context,
        )

    def save(self, values: dict[str, Any]) -> None:
        batches.approve_batch(self.actor, batch=self.batch, lines_hash=values["lines_hash"])


class PaymentFreeze(BatchEdit):
    """Holds what must wait, posts the rest."""

    permission = "payment.send"
    template_name = "desk/payments/confirm.html"
    title = _("确认发放")
    lead = _("锁定明细并记账。新出现的暂缓会被扣下，之后明细不能再变。")
    submit = _("确认发放")
    done = _("已锁定并记账。请生成银行文件。")
    form_class = forms.Form

    def save(self, values: dict[str, Any]) -> None:
        batches.freeze_batch(self.actor, batch=self.batch)


class PaymentFile(BatchAct):
    """Makes the one file."""

    permission = "payment.send"
    done = _("银行文件已生成。")

    def act(self, values: dict[str, Any]) -> None:
        batches.write_file(self.actor, batch=self.kwargs["batch"])


class PaymentFileFetch(BatchAct):
    """Hands the file to whoever carries it to the bank. By POST: it is an act on record."""

    permission = "payment.send"

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        file = sending.open_file(self.actor, batch=self.kwargs["batch"])
        name, _dot, extension = file.name.rpartition(".")
        return attachment(file.content, title=name, extension=extension, media_type=file.media_type)


class PaymentSend(BatchAct):
    """Lets the worker hand the file over."""

    permission = "payment.send"
    done = _("已交后台送银行。")

    def act(self, values: dict[str, Any]) -> None:
        sending.send_batch(self.actor, batch=self.kwargs["batch"])


class ReceiptForm(forms.Form):
    """The bank's word."""

    receipt = line(_("银行回执编号"), help_text=_("没有银行的凭据，不能登记为已送出"))


class PaymentSent(BatchEdit):
    """The bank has the file."""

    permission = "payment.send"
    title = _("登记已送银行")
    form_class = ReceiptForm
    submit = _("登记")
    done = _("已登记。")

    def save(self, values: dict[str, Any]) -> None:
        sending.mark_sent(self.actor, batch=self.batch, receipt=values["receipt"])


class UnknownForm(forms.Form):
    """What is known of it."""

    reason = line(_("情况"), help_text=_("例如：传送中断，银行没有回执"))


class PaymentUnknown(BatchEdit):
    """Nobody knows whether the bank has it."""

    permission = "payment.send"
    title = _("登记待银行确认")
    lead = _("登记以后系统不会再送，直到银行答复。")
    form_class = UnknownForm
    submit = _("登记")
    done = _("已登记为待银行确认。")

    def save(self, values: dict[str, Any]) -> None:
        sending.mark_unknown(self.actor, batch=self.batch, reason=values["reason"])


class EvidenceForm(forms.Form):
    """The bank's answer."""

    evidence = line(_("银行答复"), help_text=_("答复日期、经办人和内容"))


class PaymentNeverArrived(BatchEdit):
    """The bank says that it never got the file."""

    permission = "payment.send"
    title = _("登记银行没有收到")
    lead = _("登记以后可以把同一个文件再送一次。")
    form_class = EvidenceForm
    submit = _("登记")
    done = _("已登记，可以重新送银行。")

    def save(self, values: dict[str, Any]) -> None:
        sending.mark_never_arrived(self.actor, batch=self.batch, evidence=values["evidence"])


class CancelForm(forms.Form):
    """Why."""

    reason = line(_("撤销原因"))


class PaymentCancel(BatchEdit):
    """Gives a batch up before it has a file."""

    permission = "payment.prepare"
    title = _("撤销批次")
    lead = _("已记的账会冲销，应发的金额会列入下一个批次。")
    form_class = CancelForm
    submit = _("撤销批次")
    done = _("批次已撤销。")

    def save(self, values: dict[str, Any]) -> None:
        batches.cancel_batch(self.actor, batch=self.batch, reason=values["reason"])
