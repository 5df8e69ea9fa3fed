"""What the rules say of a household now: every benefit, with its reasons and what is missing."""

from collections.abc import Iterator
from functools import lru_cache
from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.results import BenefitResult, HouseholdEvaluation, MembershipRow
from minzheng.kernel.registry.models import Household, HouseholdKind
from minzheng.kernel.registry.ports import RuleSource, rules
from minzheng.kernel.registry.reading import membership_row
from minzheng.kernel.registry.scoping import one
from minzheng.kernel.registry.subjects import HouseholdOfMonth, household_of_month, subject_of
from minzheng.rules.batch.areas import NumbersByArea
from minzheng.rules.batch.results import missing_text
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.missing import MissingFact, missing_facts
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.explainer import Explainer
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.text import value_text
from minzheng.rules.program import program
from minzheng.rules.rulebook import RuleBook
from minzheng.rules.units import Kind

UNDECIDED = "无法判定"
_MONTHS_KEPT = 24


@query(permission="evaluate.run", action="benefits.evaluate")
def evaluate_household(actor: Actor, *, household: UUID, month: Month) -> HouseholdEvaluation:
    """Every benefit of a household and its members in a month, computed now, stored nowhere."""
    home = one(Household.objects, household)
    if home.kind != HouseholdKind.ASSISTANCE:
        raise Refused("户籍户不参加测算，请选择共同生活的家庭。")
    rows = household_of_month(home, month)
    source = rules()
    evaluator = evaluator_of(source.rulebook, month)
    numbers = NumbersByArea(source.parameters, evaluator.program).of(home.division)
    subject = subject_of(rows, numbers)
    results = tuple(_results(source, evaluator, subject, rows)) if rows.memberships else ()
    touched("household", home.pk, home.division, Label(home.label), payload={"month": str(month)})
    return HouseholdEvaluation(
        home.pk, str(month), _members(rows), results, tuple(_remarks(rows, results))
    )


@lru_cache(maxsize=_MONTHS_KEPT)
def evaluator_of(rulebook: RuleBook, month: Month) -> Evaluator:
    """The rules of a month, kept for the next household."""
    return Evaluator(program(rulebook, month.year * 12 + month.month - 1))


def _members(rows: HouseholdOfMonth) -> tuple[MembershipRow, ...]:
    return tuple(membership_row(each, rows.household) for each in rows.memberships)


def _results(
    source: RuleSource, evaluator: Evaluator, home: Subject, rows: HouseholdOfMonth
) -> Iterator[BenefitResult]:
    explainer = Explainer(evaluator, source.rulebook, source.parameters.definitions)
    persons = {
        member.name: each.person_id
        for member, each in zip(home.members, rows.memberships, strict=True)
    }
    for key in evaluator.program.outcomes:
        for_household = evaluator.program.steps[key].entity is Entity.HOUSEHOLD
        for subject in [home] if for_household else home.members:
            yield _result(key, subject, evaluator, explainer, persons.get(subject.name))


def _result(
    key: str, subject: Subject, evaluator: Evaluator, explainer: Explainer, person: UUID | None
) -> BenefitResult:
    unit = evaluator.program.steps[key].rule.unit
    value = evaluator.value(key, subject)
    reason = explainer.explain(key, subject)
    missing = missing_facts(evaluator, key, subject)
    if missing:
        reason.value = UNDECIDED
        reason.missing = missing_text(missing, evaluator.program.vocabulary, _whose)
    return BenefitResult(
        key=key,
        title=reason.title,
        person=person,
        who=reason.who,
        value=None if value is None else int(value),
        text=UNDECIDED if value is None else value_text(value, unit),
        is_amount=unit.kind is Kind.MONEY,
        granted=bool(value),
        missing=reason.missing,
        explanation=reason.as_json(),
    )


def _whose(fact: MissingFact) -> str:
    return "家庭" if fact.entity is Entity.HOUSEHOLD else fact.subject


def _remarks(rows: HouseholdOfMonth, results: tuple[BenefitResult, ...]) -> Iterator[str]:
    if not rows.memberships:
        yield "该家庭当月没有成员。"
    for each in rows.memberships:
        if each.person_id in rows.elsewhere:
            yield f"{each.person.name}月初属于另一个家庭，当月待遇仍在原家庭计算。"
    if any(each.missing for each in results):
        yield "部分待遇因情况不全无法判定，请补充后重新测算。"
