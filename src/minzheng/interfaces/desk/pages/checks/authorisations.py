"""Authorisations: each adult signs for himself, a guardian for a minor, a supporter for himself."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import LONGEST_NAME, choice, day, line, offer
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.pages.cases.papers import kept
from minzheng.interfaces.desk.pages.checks.about import CheckEdit
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.documents.api import documents_of
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.exchange.api.checks import Given, PartyKind, PartyView, SigningMethod

KIND = "authorisation"


class AuthorisationForm(forms.Form):
    """A paper as it lies on the table."""

    kind = choice(_("由谁授权"), PartyKind.choices)
    guardian_name = line(
        _("监护人姓名"), longest=LONGEST_NAME, required=False, help_text=_("由监护人授权时填写")
    )
    method = choice(_("授权方式"), SigningMethod.choices)
    signed_on = day(_("授权日期"))
    valid_until = day(_("有效期至"), required=False, help_text=_("授权书没有写明的留空"))
    document = choice(_("已上传的授权书"), [], required=False, blank=_("另行上传"))
    file = forms.FileField(
        label=_("授权书照片或扫描件"),
        required=False,
        help_text=_("一张授权书由多人签名的，上传一次，其他人选“已上传的授权书”"),
    )
    note = line(_("说明"), required=False)


class _AboutParty(CheckEdit):
    """A form about one member or supporter."""

    @cached_property
    def party(self) -> PartyView:
        """Whom the form is about."""
        view = checks.check_view(self.actor, case=self.case)
        sought = (self.kwargs["person"], self.kwargs.get("supporter"))
        for each in view.parties:
            if (each.person, each.supporter) == sought:
                return each
        raise Http404

    def heading(self) -> Text:
        return f"{self.title}：{self.party.name}"


class Authorise(_AboutParty):
    """Records an authorisation with its paper."""

    title = _("登记授权")
    lead = _("授权只对这一个办件有效，可以随时撤回。没有授权不查询，也不因此作出不利认定。")
    form_class = AuthorisationForm
    submit = _("登记")
    done = _("授权已登记。发起核对以后才会查询。")

    def initial(self) -> dict[str, Any]:
        return {"signed_on": clock.today()}

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        offer(form, "kind", self._kinds())
        papers = [("", _("另行上传")), *((str(row.id), row.title) for row in self._papers())]
        offer(form, "document", papers)
        if self.party.supporter:
            del form.fields["guardian_name"]
        return form

    def _kinds(self) -> list[tuple[str, Text]]:
        if self.party.supporter:
            kinds = [PartyKind.SUPPORTER]
        elif self.party.minor:
            kinds = [PartyKind.GUARDIAN]
        else:
            kinds = [PartyKind.MEMBER, PartyKind.GUARDIAN]
        return [(each.value, each.label) for each in kinds]

    def _papers(self) -> list[Any]:
        """Authorisations in the file of the household, of the party or of the case itself."""
        household, persons = self.matter.household, {self.party.person, self.matter.subject}
        found = [
            row
            for person in sorted(each for each in persons if each)
            for row in documents_of(self.actor, person=person)
        ]
        if household:
            found += documents_of(self.actor, household=household)
        return [each for each in found if each.kind == KIND]

    def save(self, values: dict[str, Any]) -> None:
        given = Given(
            person=self.party.person,
            supporter=self.party.supporter,
            kind=values["kind"],
            method=values["method"],
            signed_on=values["signed_on"],
            valid_until=values["valid_until"],
            document=self._document(values),
            guardian_name=values.get("guardian_name", ""),
            note=values["note"],
        )
        checks.authorise(self.actor, case=self.case, given=given)

    def _document(self, values: dict[str, Any]) -> UUID:
        if values["document"]:
            return UUID(values["document"])
        if values["file"] is None:
            raise Refused(str(_("请上传授权书，或者选择已上传的授权书。")))
        return kept(self.actor, self.matter, values["file"], KIND)


class RefusalForm(forms.Form):
    """What somebody said who does not agree."""

    on = day(_("日期"))
    note = line(_("本人怎么说的"))


class Refuse(_AboutParty):
    """Records that somebody does not agree to be asked about."""

    title = _("登记不同意查询")
    lead = _(
        "不同意的不查询。义务人不同意的，凭其他证据认定，不因此驳回申请；"
        "家庭成员不同意的，告知后可以终止程序。"
    )
    form_class = RefusalForm
    submit = _("登记")
    done = _("已登记。")

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def save(self, values: dict[str, Any]) -> None:
        checks.refuse_authorisation(
            self.actor,
            case=self.case,
            person=self.party.person,
            supporter=self.party.supporter,
            on=values["on"],
            note=values["note"],
        )


class WithdrawalForm(forms.Form):
    """When and why."""

    on = day(_("撤回日期"))
    reason = line(_("撤回原因"))


class Withdraw(CheckEdit):
    """Somebody takes an authorisation back."""

    title = _("撤回授权")
    lead = _("没有答复的查询立即停止；已经收到的答复留在办件中，不再更新。")
    form_class = WithdrawalForm
    submit = _("撤回授权")
    done = _("授权已撤回，没有答复的查询已经停止。")

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def save(self, values: dict[str, Any]) -> None:
        checks.withdraw_authorisation(
            self.actor,
            authorisation=self.kwargs["authorisation"],
            on=values["on"],
            reason=values["reason"],
        )
