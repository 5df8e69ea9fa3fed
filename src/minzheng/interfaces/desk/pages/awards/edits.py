"""What is done with an award by hand: holds, who is paid, how often it is reviewed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import choice, day, line, offer, paragraph
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.pages.above import person_crumbs
from minzheng.interfaces.desk.pages.awards.about import AboutAward, AwardEdit
from minzheng.interfaces.desk.pages.evidence import evidence_of
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.entitlements.api import holds, payees, reviews
from minzheng.kernel.entitlements.api.results import HoldRow, PayeeRow
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.registry.api.parties import home_of, parties_of_household

HOLD_KINDS = (
    ("death", _("死亡")),
    ("cremation", _("火化")),
    ("prison", _("服刑")),
    ("vehicle", _("车辆")),
    ("business", _("工商登记")),
    ("pension", _("养老金")),
    ("account", _("领款账户")),
    ("manual", _("人工暂缓")),
)


class HoldForm(forms.Form):
    """What stands against paying."""

    kind = choice(_("原因"), HOLD_KINDS)
    since = day(_("事实发生日期"))
    source = line(_("来源"), longest=100, help_text=_("例如：殡葬系统名单、邻居反映"))
    note = paragraph(_("说明"), longest=300, required=False)


class AwardHold(AwardEdit):
    """Holds one award."""

    permission = "hold.raise"
    title = _("暂缓发放")
    lead = _("应发的照记，解除以后补发。由您以外的人核实或解除。")
    form_class = HoldForm
    submit = _("暂缓发放")
    done = _("已暂缓。")

    def initial(self) -> dict[str, Any]:
        return {"since": clock.today()}

    def save(self, values: dict[str, Any]) -> None:
        holds.raise_hold(self.actor, award=self.award, **values)


class PersonHold(EditView):
    """Holds every award that covers a person."""

    permission = "hold.raise"
    title = _("暂缓发放")
    lead = _("这个人享受的全部待遇都会暂缓。应发的照记，解除以后补发。")
    form_class = HoldForm
    submit = _("暂缓发放")
    done = _("已暂缓。")

    def initial(self) -> dict[str, Any]:
        return {"since": clock.today()}

    def save(self, values: dict[str, Any]) -> None:
        holds.raise_hold(self.actor, person=self.kwargs["person"], **values)

    def back(self) -> str:
        return reverse("desk:person", args=[self.kwargs["person"]])

    def crumbs(self) -> Sequence[Link]:
        return person_crumbs(self.actor, self.kwargs["person"])


class OneHold(AwardEdit):
    """A form about one hold of the award."""

    @property
    def hold(self) -> HoldRow:
        """The hold in the address. Raises `Unseen`."""
        wanted: UUID = self.kwargs["hold"]
        found = (each for each in self.file.holds if each.id == wanted)
        if (row := next(found, None)) is None:
            raise Unseen
        return row

    template_name = "desk/awards/hold.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(hold=self.hold, **context)


class HoldConfirm(OneHold):
    """Says that the sign is right."""

    permission = "hold.settle"
    title = _("核实暂缓")
    lead = _("核实以后继续暂缓，直到作出变更或终止的决定。")
    form_class = forms.Form
    submit = _("情况属实")
    done = _("已核实。请尽快登记变更或终止办件。")

    def save(self, values: dict[str, Any]) -> None:
        holds.confirm_hold(self.actor, hold=self.hold.id)


class ReleaseForm(forms.Form):
    """Why it is lifted."""

    reason = line(_("解除理由"), help_text=_("写明怎样核实的"))


class HoldRelease(OneHold):
    """Lifts a hold."""

    permission = "hold.settle"
    title = _("解除暂缓")
    lead = _("暂缓期间应发的，在下一个批次补发。")
    form_class = ReleaseForm
    submit = _("解除")
    done = _("已解除。")

    def save(self, values: dict[str, Any]) -> None:
        holds.release_hold(self.actor, hold=self.hold.id, reason=values["reason"])


class PayeeForm(forms.Form):
    """Who is to be paid, and why."""

    payee = choice(_("新领款人"), ())
    reason = line(_("变更理由"))
    evidence = choice(
        _("证明材料"),
        (),
        required=False,
        blank=_("没有"),
    )


class AwardPayee(AwardEdit):
    """Proposes that somebody else be paid."""

    permission = "award.change"
    title = _("变更领款人")
    lead = _(
        "由另一人复核以后生效。由保障对象以外的人代领的，先把代领协议上传到档案，再在这里选择。"
    )
    form_class = PayeeForm
    submit = _("提出变更")
    done = _("已提出，等另一人复核。")

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        row = self.file.award
        home = row.household or (home_of(row.person, clock.today()) if row.person else None)
        people = parties_of_household(home, clock.today()).members if home else ()
        known = {each.person: each.name for each in people}
        known |= {each.person: each.name for each in self.file.covers if each.name}
        if row.payee is not None:
            known.pop(row.payee, None)
        offer(form, "payee", [(str(person), name) for person, name in known.items()])
        papers = evidence_of(self.actor, household=row.household, person=row.person)
        offer(form, "evidence", [("", _("没有")), *((str(each.id), each.title) for each in papers)])
        return form

    def save(self, values: dict[str, Any]) -> None:
        payees.propose_payee(
            self.actor,
            award=self.award,
            payee=UUID(values["payee"]),
            reason=values["reason"],
            evidence=UUID(values["evidence"]) if values["evidence"] else None,
        )


class OnePayee(AboutAward, EditView):
    """A form about one proposed change of payee."""

    template_name = "desk/awards/payee.html"
    form_class = forms.Form
    permission = "award.approve"

    @property
    def change(self) -> PayeeRow:
        """The change in the address. Raises `Unseen`."""
        wanted: UUID = self.kwargs["payee_change"]
        found = (each for each in self.file.payee_changes if each.id == wanted)
        if (row := next(found, None)) is None:
            raise Unseen
        return row

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(change=self.change, **context)

    def back(self) -> str:
        return reverse("desk:award", args=[self.award])


class PayeeApprove(OnePayee):
    """The second person agrees."""

    permission = "award.approve"
    title = _("复核领款人变更")
    submit = _("同意变更")
    done = _("领款人已变更，从下一个批次起发给新领款人。")

    def save(self, values: dict[str, Any]) -> None:
        payees.approve_payee(self.actor, change=self.change.id)


class PayeeReject(OnePayee):
    """The second person does not."""

    permission = "award.approve"
    title = _("退回领款人变更")
    submit = _("退回")
    done = _("已退回，领款人不变。")

    def save(self, values: dict[str, Any]) -> None:
        payees.reject_payee(self.actor, change=self.change.id)


class ClassForm(forms.Form):
    """Which class, and why."""

    code = choice(_("复核类别"), ())
    reason = line(_("理由"))


class AwardClass(AwardEdit):
    """Puts an award in another class of review."""

    permission = "award.change"
    title = _("调整复核类别")
    lead = _("下次复核从今天起算，但不会晚于原来的日期。")
    form_class = ClassForm
    submit = _("保存")
    done = _("复核类别已调整。")

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        benefit = benefits().get(self.file.award.benefit)
        classes = benefit.review if benefit else ()
        offer(form, "code", [(each.code, each.title) for each in classes])
        return form

    def initial(self) -> dict[str, Any]:
        return {"code": self.file.award.review_class}

    def save(self, values: dict[str, Any]) -> None:
        reviews.set_review_class(self.actor, award=self.award, **values)
