"""One journal with its entries; posting one by hand, and reversing one."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import YuanField, choice, day, line, offer
from minzheng.interfaces.desk.generic.columns import Column, Text
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.paging import Place, read_place
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.interfaces.desk.money import yuan
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.payments.api import ledger
from minzheng.kernel.payments.api.ledger import EntryDraft, JournalKind
from minzheng.kernel.payments.book_results import AccountRow, EntryRow, JournalView, Origin
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.results import Page

LINES = tuple(range(1, 7))
ORIGINS: Mapping[str, tuple[Text, str, str]] = {
    "batch": (_("发放批次 %(title)s"), "payment", "payment.read"),
    "receivable": (_("追回款：%(title)s"), "receivable", "payment.read"),
    "float": (_("%(title)s备用金"), "float", "imprest.read"),
    "fund": (_("资金：%(title)s"), "fund_allot", "fund.manage"),
}
"""What a journal may be about -> how it is called, its page, and who may open that."""


def above() -> tuple[Link, ...]:
    """The pages above every journal."""
    return (
        Link(_("资金和执行进度"), reverse("desk:funds")),
        Link(_("科目余额表"), reverse("desk:ledger")),
    )


def _payment(row: EntryRow) -> str:
    if row.batch is None or row.instruction is None:
        return ""
    return reverse("desk:payment_line", args=[row.batch, row.instruction])


def _account(row: EntryRow) -> str:
    return reverse("desk:ledger_account", args=[row.account])


ENTRY_COLUMNS = (
    Column[EntryRow](
        _("科目"), lambda row: f"{row.account_code} {row.account_title}", _account, main=True
    ),
    Column[EntryRow](_("借方（元）"), lambda row: yuan(row.debit_fen), style="mz-amount"),
    Column[EntryRow](_("贷方（元）"), lambda row: yuan(row.credit_fen), style="mz-amount"),
)
_PAYMENT = Column[EntryRow](_("支付编号"), lambda row: row.end_to_end_id, _payment, style="mz-code")


class AboutJournal(DeskView):
    """A page about the journal in the address."""

    place = Place()

    @property
    def journal(self) -> UUID:
        """The journal in the address."""
        journal: UUID = self.kwargs["journal"]
        return journal

    @cached_property
    def view(self) -> JournalView:
        """The journal, with the entries at this place. Raises `Unseen`."""
        return ledger.journal_view(self.actor, journal=self.journal, after=self.place.cursor)

    def address(self) -> str:
        """The page of the journal."""
        return reverse("desk:journal", args=[self.journal])

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(view=self.view, **context)


class JournalPage(AboutJournal, ListView[EntryRow]):
    """One journal: what it is about, its sums by account, and every entry."""

    permission = "ledger.read"
    template_name = "desk/funds/journal.html"
    columns = ENTRY_COLUMNS
    page_size = ledger.FIRST_ENTRIES

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        self.place = read_place(request.POST.dict())
        return super().post(request, **where)

    def heading(self) -> Text:
        return _("%(kind)s凭证") % {"kind": self.view.kind_title}

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[EntryRow]:
        """Debits stand first, as in every journal; pages follow in the order of posting."""
        found = self.view.page
        return Page(tuple(sorted(found.rows, key=lambda row: row.amount_fen < 0)), found.next)

    def shown_columns(self) -> Sequence[Column[Any]]:
        """The payment stands beside what was booked for one."""
        paid = any(each.end_to_end_id for each in self.view.page.rows)
        return (*ENTRY_COLUMNS, _PAYMENT) if paid else ENTRY_COLUMNS

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        view = self.view
        kept = view.origin if view.origin and view.origin.kind == "float" else None
        names = divisions.names({view.division} | ({kept.title} if kept else set()))
        title, address = self.origin(view.origin, names)
        return super().get_context_data(
            place_name=names.get(view.division, ""),
            origin_title=title,
            origin_address=address,
            summed=view.entry_count > len(view.sums),
            **context,
        )

    def origin(self, found: Origin | None, names: Mapping[str, str]) -> tuple[Text, str]:
        """What it is about and where that is, for those who may open it."""
        if found is None:
            return "", ""
        words, route, permission = ORIGINS[found.kind]
        title = names.get(found.title, found.title)
        address = reverse(f"desk:{route}", args=[found.id]) if self.actor.may(permission) else ""
        return str(words) % {"title": title}, address

    def crumbs(self) -> Sequence[Link]:
        return above()

    def actions(self) -> Sequence[Link]:
        if self.view.stands_because:
            return ()
        address = reverse("desk:journal_reverse", args=[self.journal])
        return (Link(_("冲销这张凭证"), address, "arrow-back-up", "ledger.post"),)


class JournalForm(forms.Form):
    """What is booked, and by which paper. The id makes twice once."""

    journal = forms.UUIDField(widget=forms.HiddenInput)
    business_date = day(_("业务日期"))
    ref = line(_("单据号"), longest=60, help_text=_("依据的单据、文件或者批次编号"))
    memo = line(_("摘要"))


for _number in LINES:
    JournalForm.base_fields[f"account_{_number}"] = choice(
        _("科目%(number)d") % {"number": _number}, (), required=False
    )
    JournalForm.base_fields[f"debit_{_number}"] = YuanField(_("借方（元）"), required=False)
    JournalForm.base_fields[f"credit_{_number}"] = YuanField(_("贷方（元）"), required=False)


class JournalNew(EditView):
    """Posts by hand what no act of the platform posts."""

    permission = "ledger.post"
    template_name = "desk/funds/journal_new.html"
    title = _("手工记账")
    lead = _("只记平台业务以外的更正，借贷必须相等；记账后不能改，只能冲销。")
    form_class = JournalForm
    submit = _("记账")
    done = _("已记账。")

    @cached_property
    def accounts(self) -> Mapping[UUID, AccountRow]:
        """The accounts of the books that may be posted in."""
        return {each.id: each for each in ledger.accounts(self.actor)}

    def initial(self) -> dict[str, Any]:
        return {"journal": uuid4(), "business_date": clock.today()}

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        rows = self.accounts.values()
        names = divisions.names({each.division for each in rows})
        place = {code: f"{name} " for code, name in names.items()} if len(names) > 1 else {}
        known = [
            (str(each.id), f"{place.get(each.division, '')}{each.code} {each.title}")
            for each in rows
        ]
        for number in LINES:
            offer(form, f"account_{number}", [("", "—"), *known])
        return form

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        form = context["form"]
        lines = [
            [form[f"{name}_{number}"] for name in ("account", "debit", "credit")]
            for number in LINES
        ]
        return super().get_context_data(entry_lines=lines, **context)

    def save(self, values: dict[str, Any]) -> str:
        """In the book of the first account: the kernel wants the others in the same one."""
        entries = _entries(values)
        first = self.accounts[entries[0].account].division if entries else self.actor.division
        posted = ledger.post(
            self.actor,
            journal=values["journal"],
            kind=JournalKind.CORRECTION,
            division=first,
            ref=values["ref"],
            business_date=values["business_date"],
            memo=values["memo"],
            entries=entries,
        )
        return reverse("desk:journal", args=[posted])

    def crumbs(self) -> Sequence[Link]:
        return above()


def _entries(values: Mapping[str, Any]) -> Sequence[EntryDraft]:
    entries = []
    for number in LINES:
        account = values[f"account_{number}"]
        debit, credit = values[f"debit_{number}"], values[f"credit_{number}"]
        if not account and debit is None and credit is None:
            continue
        if not account or (debit is None) == (credit is None):
            raise Refused(f"第{number}条分录：请选科目，并且只填借方或者贷方一个金额。")
        amount = debit if credit is None else -credit
        entries.append(EntryDraft(UUID(account), amount))
    return entries


class ReverseForm(forms.Form):
    """Why. The id makes twice once."""

    reversal = forms.UUIDField(widget=forms.HiddenInput)
    memo = line(_("冲销原因"))


class JournalReverse(AboutJournal, EditView):
    """The same entries with the opposite sign, after a look at them."""

    permission = "ledger.post"
    template_name = "desk/funds/journal_reverse.html"
    title = _("冲销凭证")
    lead = _("请核对：冲销会生成下面这张方向相反的凭证。一张凭证只能冲销一次，冲销不能撤回。")
    form_class = ReverseForm
    submit = _("确认冲销")
    done = _("已冲销，这是冲销凭证。")

    def initial(self) -> dict[str, Any]:
        return {"reversal": uuid4()}

    def asked(self, form: forms.Form, *, status: int = 200) -> HttpResponse:
        """Only what may be reversed has a form; the page of the others says why not."""
        if self.view.stands_because:
            messages.error(self.request, self.view.stands_because)
            return HttpResponseRedirect(self.address())
        return super().asked(form, status=status)

    def save(self, values: dict[str, Any]) -> str:
        reversal = ledger.reverse(self.actor, journal=self.journal, **values)
        return reverse("desk:journal", args=[reversal])

    def crumbs(self) -> Sequence[Link]:
        return (*above(), Link(_("凭证"), self.address()))
