"""Statements of facts: a form generated from the vocabulary, one field per fact."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.errors import InvalidValue
from minzheng.base.money import format_yuan, parse_yuan
from minzheng.catalogue.facts import VOCABULARY
from minzheng.interfaces.desk.fields import DayInput, choice, day, line
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.pages.above import household_crumbs, person_crumbs
from minzheng.kernel.access import clock
from minzheng.kernel.registry.api import facts
from minzheng.kernel.registry.api.choices import Source
from minzheng.kernel.registry.api.facts import Subject
from minzheng.rules.facts import Entity, Fact
from minzheng.rules.units import Kind

LONGEST_AMOUNT = 20
UNKNOWN = "unknown"
"""Chosen when somebody was asked and did not know; an empty field says that nobody asked."""

SOURCES = [pair for pair in Source.choices if pair[0] != Source.IMPORTED]
"""What a person can state; an import states its own."""

LEFT_OUT = frozenset({"member_number", "relation", "sex", "birth_date", "death_date"})
"""Facts that follow from the file itself: they are entered there, once."""


class AmountField(forms.CharField):
    """Yuan as typed, fen as stored."""

    def __init__(self, fact: Fact) -> None:
        super().__init__(
            label=fact.title,
            help_text=fact.note,
            required=False,
            max_length=LONGEST_AMOUNT,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )
        self.lowest, self.highest = fact.bounds()

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            fen = parse_yuan(text)
        except InvalidValue as fault:
            raise forms.ValidationError(fault.message) from None
        if not self.lowest <= fen <= self.highest:
            limits = {"low": format_yuan(self.lowest), "high": format_yuan(self.highest)}
            raise forms.ValidationError(_("应在 %(low)s 元到 %(high)s 元之间。") % limits)
        return fen


class DayField(forms.DateField):
    """A date, stored as the number 20260131."""

    def __init__(self, fact: Fact) -> None:
        super().__init__(
            label=fact.title,
            help_text=fact.note,
            required=False,
            widget=DayInput(),
            input_formats=["%Y-%m-%d"],
        )

    def clean(self, value: Any) -> int | None:
        found: date | None = super().clean(value)
        return int(found.strftime("%Y%m%d")) if found else None


def field_of(fact: Fact) -> forms.Field:
    """The field in which a fact is entered."""
    kind = fact.unit.kind
    if kind is Kind.MONEY:
        return AmountField(fact)
    if kind is Kind.DATE:
        return DayField(fact)
    if kind is Kind.YES_NO:
        return _chosen(fact, [("1", _("是")), ("0", _("否"))])
    if kind is Kind.CODE and fact.unit.code is not None:
        return _chosen(fact, [(str(entry.value), entry.title) for entry in fact.unit.code])
    low, high = fact.bounds()
    return forms.IntegerField(
        label=fact.title, help_text=fact.note, required=False, min_value=low, max_value=high
    )


def _chosen(fact: Fact, entries: Sequence[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=fact.title,
        help_text=fact.note,
        required=False,
        choices=[("", "—"), *entries, (UNKNOWN, _("问过，不知道"))],
    )


@dataclass(frozen=True, slots=True)
class Group:
    """Fields of one heading. ``open`` shows it unfolded: the first, or one with a fault."""

    title: str
    fields: Sequence[BoundField]
    open: bool


class StatementForm(forms.Form):
    """What one source says from a day on. Fields left empty are not part of the statement."""

    entity: ClassVar[Entity]
    source = choice(_("来源"), SOURCES)
    valid_from = day(_("自何日起"))
    valid_to = day(_("至何日止"), required=False, help_text=_("仍然有效的留空"))
    note = line(_("说明"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name, fact in VOCABULARY.of(self.entity).items():
            if name not in LEFT_OUT:
                self.fields[f"fact_{name}"] = field_of(fact)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("valid_from"), values.get("valid_to")
        if first and last and last <= first:
            self.add_error("valid_to", _("应晚于起始日期。"))
        if not self.errors and not self.stated(values):
            raise forms.ValidationError(_("请至少填写一项事实。"))
        return values | {"facts": self.stated(values)}

    def stated(self, values: dict[str, Any]) -> dict[str, int | bool | None]:
        """The facts that were filled in, as stored; ``None`` for what was asked and unknown."""
        found: dict[str, int | bool | None] = {}
        for name, fact in VOCABULARY.of(self.entity).items():
            given = values.get(f"fact_{name}")
            if given == UNKNOWN:
                found[name] = None
            elif given not in (None, ""):
                whole = int(given)
                found[name] = bool(whole) if fact.unit.kind is Kind.YES_NO else whole
        return found

    def about(self) -> Iterator[BoundField]:
        """The fields about the statement itself."""
        return (self[name] for name in ("source", "valid_from", "valid_to", "note"))

    def groups(self) -> list[Group]:
        """The facts under their headings."""
        heaps: dict[str, list[BoundField]] = {}
        for name, fact in VOCABULARY.of(self.entity).items():
            if name not in LEFT_OUT:
                heaps.setdefault(fact.group, []).append(self[f"fact_{name}"])
        return [
            Group(title, fields, at == 0 or any(field.errors for field in fields))
            for at, (title, fields) in enumerate(heaps.items())
        ]


class PersonStatementForm(StatementForm):
    """About a person."""

    entity = Entity.PERSON


class HouseholdStatementForm(StatementForm):
    """About a household."""

    entity = Entity.HOUSEHOLD


class SupporterStatementForm(StatementForm):
    """About a statutory supporter."""

    entity = Entity.SUPPORTER


class _StatementNew(EditView):
    """A statement about whatever the address names."""

    permission = "facts.change"
    title = _("登记事实")
    lead = _("只填知道的。登记以后不能改，写错了可以撤回再登记；以前的登记都留着。")
    template_name = "desk/statements/new.html"
    done = _("事实已登记。")
    entity: ClassVar[Entity]

    def subject(self) -> UUID:
        """Whom it is about."""
        subject: UUID = self.kwargs[self.entity.value]
        return subject

    def initial(self) -> dict[str, Any]:
        return {"valid_from": clock.today()}

    def save(self, values: dict[str, Any]) -> str:
        facts.add_statement(
            self.actor,
            subject=Subject(self.entity, self.subject()),
            source=values["source"],
            facts=values["facts"],
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
            note=values["note"],
        )
        return self.after()

    def after(self) -> str:
        """The page of whom the statement is about."""
        return reverse("desk:person", args=[self.kwargs["person"]])


class PersonStatementNew(_StatementNew):
    """About a person."""

    form_class = PersonStatementForm
    entity = Entity.PERSON

    def crumbs(self) -> Sequence[Link]:
        return person_crumbs(self.actor, self.subject())


class SupporterStatementNew(_StatementNew):
    """About a supporter of the person in the address."""

    form_class = SupporterStatementForm
    entity = Entity.SUPPORTER

    def crumbs(self) -> Sequence[Link]:
        return person_crumbs(self.actor, self.kwargs["person"])


class HouseholdStatementNew(_StatementNew):
    """About a household."""

    form_class = HouseholdStatementForm
    entity = Entity.HOUSEHOLD

    def crumbs(self) -> Sequence[Link]:
        return household_crumbs(self.subject())

    def after(self) -> str:
        return reverse("desk:household", args=[self.subject()])


class WithdrawForm(forms.Form):
    """Why a statement no longer counts."""

    because = line(_("撤回原因"))


class StatementWithdraw(EditView):
    """Takes a statement back; it stays in the file, marked as withdrawn."""

    permission = "facts.change"
    title = _("撤回登记")
    lead = _("撤回以后，这次登记的各项事实不再有效；记录仍保留在档案里。")
    form_class = WithdrawForm
    submit = _("撤回")
    done = _("已撤回。")

    def save(self, values: dict[str, Any]) -> str:
        facts.withdraw_statement(
            self.actor, statement=self.kwargs["statement"], because=values["because"]
        )
        if "household" in self.kwargs:
            return reverse("desk:household", args=[self.kwargs["household"]])
        return reverse("desk:person", args=[self.kwargs["person"]])

    def crumbs(self) -> Sequence[Link]:
        if "household" in self.kwargs:
            return household_crumbs(self.kwargs["household"])
        return person_crumbs(self.actor, self.kwargs["person"])
