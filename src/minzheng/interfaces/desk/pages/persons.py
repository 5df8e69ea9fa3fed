"""Persons: the list, the file of one person, and the parts of that file that load by themselves."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import line
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.pages.events import in_words
from minzheng.interfaces.desk.pages.evidence import evidence_of
from minzheng.interfaces.desk.pages.facts import fact_groups
from minzheng.interfaces.desk.pages.person_columns import COLUMNS
from minzheng.interfaces.desk.pages.timeline import timeline
from minzheng.interfaces.desk.people import SEXES, age
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access import clock
from minzheng.kernel.audit import api as audit
from minzheng.kernel.registry.api import accounts, divisions, facts, identities, merges, people
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.api.places import place_of_person
from minzheng.kernel.registry.api.results import MembershipRow, Page, PersonFile, PersonRow
from minzheng.rules.facts import Entity


class PersonFilters(forms.Form):
    """Which persons."""

    text = line(_("姓名、拼音、号码或电话"), longest=60, required=False, private=True)
    division = DivisionField(_("区划"), required=False, blank=_("全部辖区"))


class PersonList(ListView[PersonRow]):
    """Persons in the scope."""

    permission = "person.search"
    title = _("人员")
    columns = COLUMNS
    filters = PersonFilters
    addressable = ("division",)
    empty = Empty(
        _("没有符合条件的人员"),
        _("换一个条件试试；辖区里还没有档案的，可以登记新人员，或请上级导入。"),
        "user-search",
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[PersonRow]:
        place = wanted.get("division", "")
        if text := wanted.get("text", ""):
            return people.find_persons(
                self.actor, text=text, division=place, after=cursor, limit=limit
            )
        return people.list_persons(self.actor, division=place, after=cursor, limit=limit)

    def actions(self) -> Sequence[Link]:
        return (
            Link(_("登记新人员"), reverse("desk:person_new"), "user-plus", "person.change", True),
        )


class PersonPage(DeskView):
    """One file per person."""

    permission = "person.read"
    template_name = "desk/persons/page.html"

    def get(self, request: HttpRequest, person: UUID) -> HttpResponse:
        file = people.person_file(self.actor, person=person)
        known = facts.facts_on(self.actor, subject=Subject(Entity.PERSON, person), on=clock.today())
        context = self.get_context_data(
            title=file.name,
            file=file,
            sex=SEXES.get(file.sex, ""),
            age=age(file.birth_date, file.death_date),
            names=divisions.names(_codes(file)),
            current=_current(file),
            groups=fact_groups(Entity.PERSON, known),
            events=timeline(file),
            merged=merges.merges_of(self.actor, person=person),
            evidence=evidence_of(self.actor, person=person),
        )
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("人员"), reverse("desk:persons")),)

    def actions(self) -> Sequence[Link]:
        person = self.kwargs["person"]
        return (
            Link(
                _("登记事实"),
                reverse("desk:person_statement_new", args=[person]),
                "clipboard-plus",
                "facts.change",
                True,
            ),
            Link(_("更正"), reverse("desk:person_edit", args=[person]), "edit", "person.change"),
        )


def _codes(file: PersonFile) -> set[str]:
    own = {file.division, file.registration_division, file.residence_division}
    homes = {each.household_division for each in file.memberships}
    return (own | homes | {each.within for each in file.addresses}) - {""}


def _current(file: PersonFile) -> MembershipRow | None:
    """Membership of the assistance household of today."""
    return next((each for each in file.memberships if each.household == file.household), None)


class RevealNumber(DeskView):
    """An identity number in full, shown once it was asked for; the look is recorded."""

    permission = "person.read"
    http_method_names = ["post"]
    template_name = "desk/parts/revealed.html"

    def post(self, request: HttpRequest, identity: UUID) -> HttpResponse:
        number = identities.reveal_number(self.actor, identity=identity)
        return self.render_to_response({"text": number})


class RevealPhone(DeskView):
    """A telephone number in full."""

    permission = "person.read"
    http_method_names = ["post"]
    template_name = "desk/parts/revealed.html"

    def post(self, request: HttpRequest, contact: UUID) -> HttpResponse:
        return self.render_to_response(
            {"text": identities.reveal_phone(self.actor, contact=contact)}
        )


class RevealAccount(DeskView):
    """An account number in full, for whoever compares it with the bank card."""

    permission = "account.approve"
    http_method_names = ["post"]
    template_name = "desk/parts/revealed.html"

    def post(self, request: HttpRequest, bank_account: UUID) -> HttpResponse:
        number = accounts.reveal_account(self.actor, account=bank_account)
        return self.render_to_response({"text": number})


class PersonHistory(DeskView):
    """Who looked at the file and who changed it, newest first."""

    permission = "person.read"
    template_name = "desk/parts/history.html"

    def get(self, request: HttpRequest, person: UUID) -> HttpResponse:
        # An event keeps the place and the label that the file had: who sees the file, and nobody
        # else, sees what happened before it was moved or sealed.
        place_of_person(person)
        events = audit.history("person", person, details=False)
        return self.render_to_response({"events": in_words(events)})
