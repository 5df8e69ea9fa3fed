"""What is added to a person's file: documents, telephones, addresses, names, accounts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import LONGEST_NAME, choice, day, line
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.pages.above import person_crumbs
from minzheng.interfaces.desk.pages.person_edits import LONGEST_NUMBER
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access import clock
from minzheng.kernel.registry.api import accounts, identities, people
from minzheng.kernel.registry.api.choices import AddressKind, DocumentKind, NameKind

OFFICIAL_NOTE = _("校验位与标准不符、但公安确认无误的勾选")


class Addition(EditView):
    """A form about the person in the address."""

    permission = "person.change"

    def add(self, values: dict[str, Any]) -> None:
        """Carry out the command."""
        raise NotImplementedError

    def save(self, values: dict[str, Any]) -> str:
        self.add(values)
        return reverse("desk:person", args=[self.kwargs["person"]])

    def crumbs(self) -> Sequence[Link]:
        return person_crumbs(self.actor, self.kwargs["person"])


class IdentityForm(forms.Form):
    """A document."""

    kind = choice(_("证件类型"), DocumentKind.choices)
    number = line(_("证件号码"), longest=LONGEST_NUMBER, private=True)
    official = forms.BooleanField(
        label=_("号码已经公安机关确认"), required=False, help_text=OFFICIAL_NOTE
    )
    valid_from = day(_("有效期起"), required=False)
    valid_to = day(_("有效期止"), required=False)


class IdentityNew(Addition):
    """A further document; its number waits until the worker has compared it."""

    title = _("登记证件")
    form_class = IdentityForm
    submit = _("登记")
    done = _("证件已登记，号码正在后台核对。")

    def add(self, values: dict[str, Any]) -> None:
        identities.add_identity(self.actor, person=self.kwargs["person"], **values)


class NumberForm(forms.Form):
    """Another number in place of one."""

    number = line(_("正确的号码"), longest=LONGEST_NUMBER, private=True)
    on = day(_("自何日起"))
    official = forms.BooleanField(
        label=_("号码已经公安机关确认"), required=False, help_text=OFFICIAL_NOTE
    )


class IdentityCorrect(Addition):
    """Replaces a number; the old one stays readable."""

    title = _("更正证件号码")
    lead = _("原来的号码停用，但仍留在档案里。")
    form_class = NumberForm
    submit = _("更正")
    done = _("号码已更正。")

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def add(self, values: dict[str, Any]) -> None:
        identities.correct_identity(self.actor, identity=self.kwargs["identity"], **values)


class ContactForm(forms.Form):
    """A telephone number."""

    phone = line(_("电话"), longest=LONGEST_NUMBER, private=True)
    whose = line(_("联系人"), longest=50, required=False, help_text=_("本人的电话留空"))


class ContactNew(Addition):
    """A telephone number of the person, or of somebody who answers for them."""

    title = _("登记电话")
    form_class = ContactForm
    submit = _("登记")
    done = _("电话已登记。")

    def add(self, values: dict[str, Any]) -> None:
        people.add_contact(self.actor, person=self.kwargs["person"], **values)


class AddressForm(forms.Form):
    """An address."""

    kind = choice(_("类别"), AddressKind.choices)
    text = line(_("详细地址"), private=True)
    within = DivisionField(_("所在区划"), required=False)
    valid_from = day(_("自何日起"), required=False)


class AddressNew(Addition):
    """An address; the one of its kind before it ends that day."""

    title = _("登记地址")
    form_class = AddressForm
    submit = _("登记")
    done = _("地址已登记。")

    def add(self, values: dict[str, Any]) -> None:
        people.add_address(self.actor, person=self.kwargs["person"], **values)


class NameForm(forms.Form):
    """A further name."""

    name = line(_("姓名"), longest=LONGEST_NAME, private=True)
    kind = choice(_("类别"), NameKind.choices)


class NameNew(Addition):
    """A name by which the person is found from now on."""

    title = _("登记曾用名或别名")
    form_class = NameForm
    submit = _("登记")
    done = _("已登记。")

    def add(self, values: dict[str, Any]) -> None:
        people.add_name(self.actor, person=self.kwargs["person"], **values)


class AccountForm(forms.Form):
    """A bank account."""

    bank = line(_("开户银行"), longest=60)
    holder = line(_("户名"), longest=LONGEST_NAME, private=True)
    number = line(_("账号"), longest=40, private=True)
    reason = line(_("理由"), required=False, help_text=_("变更账户的须写明"))


class AccountNew(Addition):
    """Proposes a bank account; somebody else approves it."""

    permission = "account.change"
    title = _("提出银行账户")
    lead = _("提出以后由另一人复核，过了等待期才能发款。")
    form_class = AccountForm
    submit = _("提出")
    done = _("已提出，等待另一人复核。")

    def add(self, values: dict[str, Any]) -> None:
        accounts.propose_account(self.actor, person=self.kwargs["person"], **values)


class AccountDecision(forms.Form):
    """Whether a proposed account stands."""

    verdict = forms.ChoiceField(
        label=_("结论"),
        choices=[("approve", _("核对无误，同意")), ("reject", _("退回"))],
        widget=forms.RadioSelect,
    )
    reason = line(
        _("说明"), required=False, help_text=_("退回的，或者户名与本人不一致仍同意的，须写明")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("verdict") == "reject" and not values.get("reason"):
            self.add_error("reason", _("退回须写明原因。"))
        return values


class AccountDecide(Addition):
    """Approves or rejects, by somebody else than who proposed."""

    permission = "account.approve"
    title = _("复核银行账户")
    form_class = AccountDecision
    submit = _("确定")
    done = _("已处理。")

    def add(self, values: dict[str, Any]) -> None:
        account = self.kwargs["account"]
        if values["verdict"] == "approve":
            accounts.approve_account(self.actor, account=account, override_reason=values["reason"])
        else:
            accounts.reject_account(self.actor, account=account, reason=values["reason"])
