"""Awards in lists: of a place, of a household or person, those to review, those that are held."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.benefit_choices import benefit_choices
from minzheng.interfaces.desk.fields import choice, day, offered
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.money import month_text, yuan
from minzheng.interfaces.desk.pages.awards.about import award_address, state_badge
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.entitlements.api import awards, holds, payees, reviews
from minzheng.kernel.entitlements.api.awards import AwardRow, HoldRow, PayeeRow
from minzheng.kernel.registry.api.places import place_of_household, place_of_person
from minzheng.kernel.registry.api.results import Page

STATES = (("running", _("在发")), ("suspended", _("停发")), ("ended", _("已终止")))
_WHO = Column[AwardRow](
    _("领款人"),
    lambda row: row.payee_name or _("没有领款人"),
    lambda row: award_address(row.id),
    main=True,
)
_BENEFIT = Column[AwardRow](_("待遇"), lambda row: row.title)
_AMOUNT = Column[AwardRow](_("本月应发（元）"), lambda row: yuan(row.amount_fen), style="mz-amount")
_STATE = Column[AwardRow](_("状态"), state_badge)
_AREA = Column[AwardRow](_("区划"), lambda row: Area(row.division))


class AwardFilters(forms.Form):
    """Which awards."""

    benefit = offered(_("待遇"), benefit_choices, required=False, blank=_("全部待遇"))
    state = choice(_("状态"), STATES, required=False, blank=_("全部状态"))
    division = DivisionField(_("区划"), required=False, blank=_("全部辖区"))


class AwardList(ListView[AwardRow]):
    """The awards of the scope."""

    permission = "award.read"
    title = _("待遇")
    lead = _("每一项待遇由决定开始、变更和终止；金额按月份分段，只增不改。")
    filters = AwardFilters
    addressable = ("benefit", "state", "division")
    columns = (
        _WHO,
        _BENEFIT,
        _AMOUNT,
        _STATE,
        Column[AwardRow](_("起始月份"), lambda row: month_text(row.start_month), style="mz-nowrap"),
        Column[AwardRow](_("下次复核"), lambda row: row.next_review, style="mz-nowrap mz-number"),
        _AREA,
    )
    empty = Empty(
        _("没有符合条件的待遇"),
        _("办件决定享受以后，待遇会出现在这里。也可以换一个条件。"),
        "wallet",
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[AwardRow]:
        return awards.list_awards(
            self.actor,
            division=wanted.get("division", ""),
            benefit=wanted.get("benefit", ""),
            state=wanted.get("state", ""),
            after=cursor,
            limit=limit,
        )

    def actions(self) -> Sequence[Link]:
        return (
            Link(_("暂缓发放"), reverse("desk:holds"), "hand-stop"),
            Link(_("待复核的领款人变更"), reverse("desk:payee_changes"), "user-share"),
            Link(_("到期复核"), reverse("desk:reviews"), "calendar-due"),
        )


class AwardsOf(DeskView):
    """The awards of a household or of a person; a part of their pages."""

    permission = "award.read"
    template_name = "desk/awards/of.html"

    def get(self, request: HttpRequest, **whose: UUID) -> HttpResponse:
        # Whose file is not seen, of that one nothing is told, not even that there is nothing.
        if "household" in whose:
            place_of_household(whose["household"])
        else:
            place_of_person(whose["person"])
        rows = awards.awards_of(self.actor, **whose)
        shown = [{"row": row, "state": state_badge(row)} for row in rows]
        return self.render_to_response({"rows": shown, "whose": whose})


class ReviewFilters(forms.Form):
    """Due until when, and where."""

    until = day(_("截至"), required=False, help_text=_("不填就是今天"))
    division = DivisionField(_("区划"), required=False, blank=_("全部辖区"))


class ReviewList(ListView[AwardRow]):
    """Awards whose periodic review is due."""

    permission = "award.read"
    title = _("到期复核")
    lead = _("按A、B、C类分别定期复核；到期的由系统提出线索，从线索登记复核办件。")
    filters = ReviewFilters
    columns = (
        _WHO,
        _BENEFIT,
        Column[AwardRow](_("类别"), lambda row: row.review_title),
        Column[AwardRow](_("应复核日期"), lambda row: row.next_review, style="mz-nowrap mz-number"),
        _AMOUNT,
        _STATE,
        _AREA,
    )
    empty = Empty(
        _("没有到期的复核"), _("可以把截至日期往后推，看看接下来要复核的。"), "calendar-check"
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[AwardRow]:
        return reviews.due_reviews(
            self.actor,
            division=wanted.get("division", ""),
            until=wanted.get("until"),
            after=cursor,
            limit=limit,
        )

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("待遇"), reverse("desk:awards")),)


class HoldFilters(forms.Form):
    """Where."""

    division = DivisionField(_("区划"), required=False, blank=_("全部辖区"))


class HoldList(ListView[HoldRow]):
    """What is held, the oldest first."""

    permission = "award.read"
    title = _("暂缓发放")
    lead = _("暂缓不等于停发：应发的照记，解除以后补发。由提出人以外的人核实和解除。")
    filters = HoldFilters
    addressable = ("division",)
    columns = (
        Column[HoldRow](
            _("待遇"), lambda row: row.title, lambda row: award_address(row.award), main=True
        ),
        Column[HoldRow](_("原因"), lambda row: Badge(row.kind_title, Tone.BAD)),
        Column[HoldRow](
            _("暂缓起始月份"), lambda row: month_text(row.from_month), style="mz-nowrap"
        ),
        Column[HoldRow](_("来源"), lambda row: row.source),
        Column[HoldRow](
            _("核实"),
            lambda row: (
                Badge(_("已核实"), Tone.NOTE) if row.confirmed_at else Badge(_("待核实"), Tone.WAIT)
            ),
        ),
        Column[HoldRow](_("登记时间"), lambda row: row.raised_at, style="mz-nowrap mz-number"),
    )
    empty = Empty(
        _("没有暂缓发放的待遇"),
        _("死亡、服刑等名单比中的，系统会自动暂缓；人工暂缓从待遇或人员页面登记。"),
        "hand-stop",
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[HoldRow]:
        return holds.holds(
            self.actor, division=wanted.get("division", ""), after=cursor, limit=limit
        )

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("待遇"), reverse("desk:awards")),)


class PayeeList(ListView[PayeeRow]):
    """Changes of payee that wait for a second person."""

    permission = "award.read"
    title = _("待复核的领款人变更")
    columns = (
        Column[PayeeRow](
            _("新领款人"),
            lambda row: row.payee_name or _("未显示"),
            lambda row: award_address(row.award),
            main=True,
        ),
        Column[PayeeRow](_("原领款人"), lambda row: row.before_name),
        Column[PayeeRow](_("待遇"), lambda row: row.title),
        Column[PayeeRow](_("理由"), lambda row: row.reason),
        Column[PayeeRow](_("提出人"), lambda row: row.proposed_by_name),
        Column[PayeeRow](_("提出时间"), lambda row: row.proposed_at, style="mz-nowrap mz-number"),
    )
    empty = Empty(
        _("没有待复核的领款人变更"), _("领款人变更从待遇页面提出，由另一人复核。"), "user-check"
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[PayeeRow]:
        return payees.payee_changes(self.actor, after=cursor, limit=limit)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("待遇"), reverse("desk:awards")),)
