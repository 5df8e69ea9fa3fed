"""What follows when something happens to people: holds and leads, never a change of an award."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from minzheng.base.months import Month
from minzheng.base.periods import PeriodUnit, period_end
from minzheng.catalogue.codes import Custody
from minzheng.kernel.access import clock
from minzheng.kernel.entitlements.covering import rekey, still_covered
from minzheng.kernel.entitlements.holding import hold
from minzheng.kernel.entitlements.leads import about, open_lead
from minzheng.kernel.entitlements.models import Award, Cover, HoldKind, LeadKind
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.registry import events

REVIEW_AFTER_DEATH = 3
"""民发〔2022〕83号 一（三）: adjusted or ended within three months of a member's death."""
_SERVING = frozenset(each.value for each in (Custody.prison, Custody.compulsory_detox))
"""57号 第7条: a detained person, or one on probation, is a member as before (A7, A8)."""
REGISTERED = "人员档案登记"


def on_person_died(event: events.PersonDied) -> None:
    """The month of death is paid; later ones are held until somebody has decided (D1 to D5)."""
    month = Month.of(event.on) + 1
    for award in covering(event.person, month):
        if still_covered(award, month) <= {event.person}:
            _hold_for_death(award, event.person, event.on)
        else:
            by = period_end(event.on, REVIEW_AFTER_DEATH, PeriodUnit.MONTH)
            reason = "家庭成员死亡，应在三个月内复核家庭人口和金额"
            about(award, LeadKind.REVIEW, month, "member_died", reason, act_by=by)
    for award in _live(Q(payee_id=event.person), month):
        if award.person_id != event.person:
            _hold_for_payee(award, event.person, event.on)


def on_death_withdrawn(event: events.DeathWithdrawn) -> None:
    """What was held for a death, ended or lowered is looked at: nothing is lifted by itself."""
    died = Month.of(event.on)
    paid_to = _live(Q(payee_id=event.person), died)
    for award in dict.fromkeys((*covering(event.person, died), *paid_to)):
        if award.end_month == died.first_day:
            reason = "待遇在登记死亡的当月终止，死亡登记已撤销，应重新核定"
            about(award, LeadKind.EVENT, died + 1, "ended_for_death", reason, anew=True)
        else:
            reason = "死亡登记已撤销：有暂缓的核实后解除，人口、金额有变动的重新核定"
            about(award, LeadKind.EVENT, died + 1, "death_withdrawn", reason)


def on_person_stated(event: events.PersonStated) -> None:
    """Who goes to prison is no member from the next month on, and alone is paid no longer (D21)."""
    if event.facts.get("custody") not in _SERVING:
        return
    month = Month.of(event.valid_from) + 1
    for award in covering(event.person, month):
        if award.person_id == event.person:
            source = "人员情况登记"
            person = event.person
            hold(
                award, HoldKind.PRISON, month, since=event.valid_from, source=source, person=person
            )
        reason = "有人服刑或者被限制人身自由，应自次月起重新核定"
        ending = award.person_id == event.person
        about(award, LeadKind.EVENT, month, "custody", reason, ending=ending)


def on_member_left(event: events.MemberLeft) -> None:
    """The month is paid in full; whoever left is looked at anew, wherever he lives (A1)."""
    month = Month.of(event.on) + 1
    for award in _of_household(event.household, month):
        if event.person not in still_covered(award, month):
            continue
        reason = "保障对象离开家庭，应自次月起重新核定家庭人口和金额"
        about(award, LeadKind.EVENT, month, "member_left", reason)
        _look_at(event.person, award.benefit, month)


def on_member_joined(event: events.MemberJoined) -> None:
    """A newcomer counts from the next month on; two awards of one couple end together (A2)."""
    month = Month.of(event.on) + 1
    home = _of_household(event.household, month)
    for award in home:
        reason = "家庭增加成员，应自次月起重新核定家庭人口和金额"
        about(award, LeadKind.EVENT, month, "member_joined", reason)
    for award in covering(event.person, month):
        if award.household_id not in (None, event.household):
            reason = "保障对象已加入另一个家庭，原家庭待遇应自次月起重新核定"
            about(award, LeadKind.EVENT, month, "member_joined_elsewhere", reason)


def on_household_ended(event: events.HouseholdEnded) -> None:
    """A household that is no more is paid until the end of the month (A1, A2)."""
    month = Month.of(event.on) + 1
    for award in _of_household(event.household, month):
        reason = "家庭已销户，应自次月起终止；原成员需要保障的重新申请"
        about(award, LeadKind.EVENT, month, "household_ended", reason, ending=True)


def on_number_confirmed(event: events.NumberConfirmed) -> None:
    """Enrolments are compared under the number that is known now."""
    _tell_doubles(rekey(event.person))


def on_persons_merged(event: events.PersonsMerged) -> None:
    """What covered either file covers the one that stays; what is double is looked at."""
    Cover.objects.filter(person_id=event.merged).update(person_id=event.survivor)
    _tell_doubles(rekey(event.survivor))


def covering(person: UUID, month: Month) -> tuple[Award, ...]:
    """The awards that cover a person in a month or later."""
    lasting = Q(months__upper_inf=True) | Q(months__endswith__gt=month.first_day)
    rows = Cover.objects.filter(lasting, person_id=person, months__isempty=False)
    return _live(Q(pk__in=rows.values("award")), month)


def _of_household(household: UUID, month: Month) -> tuple[Award, ...]:
    return _live(Q(household_id=household), month)


def _live(which: Q, month: Month) -> tuple[Award, ...]:
    due = Q(end_month=None) | Q(end_month__gte=month.first_day)
    return tuple(Award.objects.filter(which, due).order_by("id"))


def _hold_for_death(award: Award, person: UUID, on: date) -> None:
    month = Month.of(on) + 1
    hold(award, HoldKind.DEATH, month, since=on, source=REGISTERED, person=person)
    reason = "享受待遇的人员死亡，应自死亡次月起终止"
    about(award, LeadKind.EVENT, month, "died", reason, ending=True)


def _hold_for_payee(award: Award, person: UUID, on: date) -> None:
    month = Month.of(on) + 1
    hold(award, HoldKind.ACCOUNT, month, since=on, source=REGISTERED, person=person)
    about(award, LeadKind.EVENT, month, "payee_died", "领款人死亡，应变更领款人")


def _look_at(person: UUID, benefit: str, month: Month) -> None:
    open_lead(
        kind=LeadKind.EVENT,
        benefit=benefit,
        person=person,
        month=month,
        reason_code="left_household",
        reason="已离开享受待遇的家庭，需要保障的应单独调查，不能沿用原家庭的待遇",
        item=benefits()[benefit].application_item,
    )


def _tell_doubles(awards: tuple[UUID, ...]) -> None:
    for award in Award.objects.filter(pk__in=awards).order_by("id"):
        reason = "保障对象的身份号码核实后，可能有重复享受的待遇，应核实"
        about(award, LeadKind.EVENT, Month.of(clock.today()), "double", reason, ending=True)
