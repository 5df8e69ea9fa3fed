"""Households: the list, the file of one, its benefits computed now."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.months import Month
from minzheng.interfaces.desk.drawing.family import Family, Relative, draw
from minzheng.interfaces.desk.fields import choice, line
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.pages.benefits import Benefits, arranged
from minzheng.interfaces.desk.pages.events import in_words
from minzheng.interfaces.desk.pages.evidence import evidence_of
from minzheng.interfaces.desk.pages.facts import fact_groups
from minzheng.interfaces.desk.people import sex_and_age
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access import clock
from minzheng.kernel.audit import api as audit
from minzheng.kernel.registry.api import divisions, evaluation, facts, households
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.api.places import place_of_household
from minzheng.kernel.registry.api.results import (
    HouseholdFile,
    HouseholdRow,
    MembershipRow,
    Page,
)
from minzheng.rules.facts import Entity

KINDS = (("assistance", _("共同生活的家庭")), ("registration", _("户籍户")))


class HouseholdFilters(forms.Form):
    """Which households."""

    number = line(_("家庭编号"), longest=40, required=False, private=True)
    kind = choice(_("类型"), KINDS, required=False, blank=_("共同生活的家庭"))
    division = DivisionField(_("区划"), required=False, blank=_("全部辖区"))


class HouseholdList(ListView[HouseholdRow]):
    """Households in the scope."""

    permission = "household.read"
    title = _("家庭")
    filters = HouseholdFilters
    addressable = ("division", "kind")
    columns: ClassVar[tuple[Column[HouseholdRow], ...]] = (
        Column[HouseholdRow](
            _("家庭编号"),
            lambda home: home.number,
            address=lambda home: reverse("desk:household", args=[home.id]),
            main=True,
        ),
        Column[HouseholdRow](_("户主"), lambda home: home.head),
        Column[HouseholdRow](_("人数"), lambda home: home.members),
        Column[HouseholdRow](_("所在区划"), lambda home: Area(home.division)),
        Column[HouseholdRow](_("立户日期"), lambda home: home.valid_from),
        Column[HouseholdRow](_("状态"), lambda home: Badge(_("已销户")) if home.valid_to else None),
    )
    empty = Empty(_("没有符合条件的家庭"), _("换一个区划试试，或者登记新家庭。"), "home-search")

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[HouseholdRow]:
        if wanted.get("number"):
            return households.find_households(
                self.actor, number=wanted["number"], division=wanted.get("division", "")
            )
        return households.list_households(
            self.actor,
            division=wanted.get("division", ""),
            kind=wanted.get("kind") or "assistance",
            after=cursor,
            limit=limit,
        )

    def actions(self) -> Sequence[Link]:
        return (
            Link(
                _("登记新家庭"),
                reverse("desk:household_new"),
                "home-plus",
                "household.change",
                True,
            ),
        )


class HouseholdPage(DeskView):
    """One file per household, with its family."""

    permission = "household.read"
    template_name = "desk/households/page.html"

    def get(self, request: HttpRequest, household: UUID) -> HttpResponse:
        file = households.household_file(self.actor, household=household)
        known = facts.facts_on(
            self.actor, subject=Subject(Entity.HOUSEHOLD, household), on=clock.today()
        )
        current = [row for row in file.memberships if row.until is None]
        context = self.get_context_data(
            title=_("家庭 %(number)s") % {"number": file.number},
            file=file,
            current=current,
            past=[row for row in file.memberships if row.until is not None],
            family=family_of(file, current),
            names=divisions.names({file.division}),
            groups=fact_groups(Entity.HOUSEHOLD, known),
            evidence=evidence_of(self.actor, household=household),
        )
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("家庭"), reverse("desk:households")),)

    def actions(self) -> Sequence[Link]:
        home = [self.kwargs["household"]]
        return (
            Link(
                _("增加成员"),
                reverse("desk:household_join", args=home),
                "user-plus",
                "household.change",
                True,
            ),
            Link(
                _("登记事实"),
                reverse("desk:household_statement_new", args=home),
                "clipboard-plus",
                "facts.change",
            ),
            Link(
                _("迁到其他辖区"),
                reverse("desk:household_transfer", args=home),
                "transfer",
                "person.change",
            ),
            Link(_("销户"), reverse("desk:household_end", args=home), "home-x", "household.change"),
        )


def family_of(file: HouseholdFile, current: Sequence[MembershipRow]) -> Family:
    """The drawing of a household: its members of today, and who supports them from outside."""
    members = [
        Relative(
            key=row.person,
            name=row.person_name,
            relation=row.relation,
            relation_title=row.relation_title,
            note=sex_and_age(row.sex, row.birth_date, row.death_date),
            address=reverse("desk:person", args=[row.person]),
            gone=row.death_date is not None,
        )
        for row in current
    ]
    inside = {member.key for member in members}
    supporters = [
        Relative(
            key=row.id,
            name=row.name or str(_("未具名")),
            relation=row.relation,
            relation_title=row.relation_title,
            note=str(_("家庭以外")),
            address=reverse("desk:person", args=[row.registered]) if row.registered else "",
            supports=row.person,
        )
        for row in file.supporters
        if row.valid_to is None and row.person in inside
    ]
    return draw(members, supporters)


class HouseholdBenefits(DeskView):
    """What the rules say of a household now; a part of the pages of household and person.

    Asked for by POST: an evaluation is an act that is recorded, and a crawler follows no forms.
    """

    permission = "evaluate.run"
    http_method_names = ["post"]
    template_name = "desk/households/benefits.html"

    def post(self, request: HttpRequest, household: UUID) -> HttpResponse:
        month = Month.of(clock.today())
        evaluated = evaluation.evaluate_household(self.actor, household=household, month=month)
        shown: Benefits = arranged(evaluated, request.POST.get("person", ""))
        return self.render_to_response({"month": str(month), "benefits": shown})


class HouseholdHistory(DeskView):
    """Who looked at the household's file and who changed it."""

    permission = "household.read"
    template_name = "desk/parts/history.html"

    def get(self, request: HttpRequest, household: UUID) -> HttpResponse:
        place_of_household(household)
        events = audit.history("household", household, details=False)
        return self.render_to_response({"events": in_words(events)})
