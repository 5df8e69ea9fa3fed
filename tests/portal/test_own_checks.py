"""A resident's part in the means check: consent taken back, differences answered line by line."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.urls import reverse

from minzheng.adapters.departments import Manner, Manners, demo_departments
from minzheng.base.errors import InvalidValue
from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.casework.api import own
from minzheng.kernel.casework.models import CaseEvent
from minzheng.kernel.exchange import ports
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.exchange.checks.asking import ask_department, due_sources
from minzheng.kernel.exchange.models import CheckRequest, Difference
from minzheng.kernel.protection.context import entered, everywhere
from tests.kernel.documents.image_files import picture
from tests.kernel.residents.village import Village, number_of
from tests.kernel.residents.village import at_home as acting_at_home
from tests.people import acting
from tests.portal.applying import begun, submit
from tests.portal.conftest import SignedIn

pytestmark = pytest.mark.slow

PAID = {"record": "wage", "value": 300_000}


@pytest.fixture
def departments() -> Iterator[None]:
    """Departments that answer at once: a wage of his, and one of his wife's."""
    before = ports.departments()
    ledger = {
        **{(source, number_of(name)): [] for source in CheckSource for name in _FAMILY},
        (CheckSource.tax, number_of("赵大山")): [PAID],
        (CheckSource.tax, number_of("钱小凤")): [{"record": "wage", "value": 900_000}],
    }
    manners = Manners(of_sources=dict.fromkeys(CheckSource, Manner.PROMPT))
    made = demo_departments(manners, ledger)
    ports.departments.install(lambda: made)
    yield
    ports.departments.install(before)


_FAMILY = ("赵大山", "钱小凤", "赵小河", "孙老太")


@pytest.fixture
def case(village: Village, at_home: SignedIn, departments: None) -> UUID:
    """赵大山's application, handed in; he and his wife have allowed to be asked about."""
    client = at_home("赵大山")
    found = begun(client)
    submit(client, found)
    for name in ("赵大山", "钱小凤"):
        with acting_at_home(name) as actor:
            own.consent(actor, case=found)
    return found


def start(case: UUID) -> None:
    with acting("town_clerk_a") as clerk:
        checks.start_check(clerk, case=case)


def told(case: UUID) -> None:
    """Everybody has answered, and the household was told what differs."""
    start(case)
    for source in due_sources():
        ask_department(source)
    with acting("town_clerk_a") as clerk:
        checks.tell_household(clerk, case=case, method="当面", on=clock.today())


def acts_of(case: UUID) -> list[str]:
    with entered(everywhere("test")):
        return list(CaseEvent.objects.filter(case=case).values_list("act", flat=True))


def test_a_consent_is_taken_back_and_nobody_is_asked_any_more(case: UUID, village: Village) -> None:
    start(case)
    with acting_at_home("钱小凤") as actor:
        (before,) = own.my_consents(actor)
        assert (before.state, before.may_withdraw) == ("given", True)
        with pytest.raises(Refused, match="原因"):
            own.withdraw_consent(actor, case=case, reason=" ")
    with acting_at_home("钱小凤") as actor:
        own.withdraw_consent(actor, case=case, reason="不想让人查我的存款")
        (after,) = own.my_consents(actor)
        assert (after.state, after.state_title, after.may_withdraw) == (
            "withdrawn",
            "已撤回",
            False,
        )
    with acting_at_home("钱小凤") as actor, pytest.raises(Conflict, match="已经撤回"):
        own.withdraw_consent(actor, case=case, reason="再撤一次")
    with entered(everywhere("test")):
        asked = CheckRequest.objects.filter(case=case)
        hers = asked.filter(person=village.persons["钱小凤"])
        assert set(hers.values_list("state", flat=True)) == {"called_off"}
        others = asked.exclude(person=village.persons["钱小凤"])
        assert set(others.values_list("state", flat=True)) == {"queued"}
    assert "consent_withdrawn" in acts_of(case)
    with acting("town_clerk_a") as clerk:
        assert "钱小凤" in checks.check_view(clerk, case=case).state.barring


def test_a_consent_taken_back_may_be_given_again(case: UUID) -> None:
    with acting_at_home("钱小凤") as actor:
        own.withdraw_consent(actor, case=case, reason="点错了")
    with acting_at_home("钱小凤") as actor:
        own.consent(actor, case=case)
        assert own.my_consents(actor)[0].state == "given"


def test_nobody_takes_back_what_another_has_given(case: UUID) -> None:
    with acting_at_home("李邻居") as actor, pytest.raises(Unseen):
        own.withdraw_consent(actor, case=case, reason="看不惯")


def test_only_what_the_office_has_told_is_read(case: UUID) -> None:
    start(case)
    for source in due_sources():
        ask_department(source)
    with acting_at_home("赵大山") as actor:
        assert own.my_differences(actor, case=case).lines == ()
        assert own.my_case(actor, case=case).differences == 0


def test_a_line_is_read_without_what_is_another_grown_ups(case: UUID, village: Village) -> None:
    told(case)
    with acting_at_home("赵大山") as actor:
        found = own.my_differences(actor, case=case)
        assert own.my_case(actor, case=case).differences == len(found.lines) > 0
    titles = {(each.whose, each.fact_title) for each in found.lines}
    assert not any(whose == "钱小凤" for whose, _ in titles)
    assert "9,000" not in str([each.found_text for each in found.lines])
    with entered(everywhere("test")):
        hers = Difference.objects.filter(person=village.persons["钱小凤"], fact="wage").get()
    assert found.explain_by is not None
    with acting_at_home("赵大山") as actor, pytest.raises(Unseen):
        own.dispute_own_difference(actor, case=case, difference=hers.pk, text="不对")
    for stranger in ("李邻居", "钱小凤"):
        with acting_at_home(stranger) as actor, pytest.raises(Unseen):
            own.my_differences(actor, case=case)


def marked(name: str, case: UUID) -> set[UUID]:
    """The cases of which somebody's list says that a difference waits for a word."""
    with acting_at_home(name) as actor:
        rows = own.my_cases(actor)
        assert all(each.wants_me for each in rows if each.differs)
        with connection.cursor() as cursor:
            cursor.execute("select waiting from casework_own_told(%s)", [[case]])
            asked = {found for (found,) in cursor.fetchall()}
    listed = {each.id for each in rows if each.differs}
    assert asked == listed
    return listed


def test_the_list_of_cases_marks_the_one_that_waits_for_a_word(
    case: UUID, at_home: SignedIn
) -> None:
    link = reverse("portal:differences", args=[case])
    start(case)
    for source in due_sources():
        ask_department(source)
    assert marked("赵大山", case) == set()
    with acting("town_clerk_a") as clerk:
        checks.tell_household(clerk, case=case, method="当面", on=clock.today())
    assert marked("赵大山", case) == {case}
    assert link in at_home("赵大山").get("/my/cases/").content.decode()
    for stranger in ("钱小凤", "李邻居"):
        assert marked(stranger, case) == set()
    with acting_at_home("赵大山") as actor:
        lines = own.my_differences(actor, case=case).lines
    for each in lines:
        assert marked("赵大山", case) == {case}
        with acting_at_home("赵大山") as actor:
            own.concede_own_difference(actor, case=case, difference=each.id)
    # What was told of his wife is hers to answer.
    assert marked("赵大山", case) == set()
    assert link not in at_home("赵大山").get("/my/cases/").content.decode()
    with entered(everywhere("test")):
        assert Difference.objects.filter(state="told", round__case=case).exists()


def his_wage(case: UUID) -> own.OwnDifference:
    with acting_at_home("赵大山") as actor:
        lines = own.my_differences(actor, case=case).lines
    return next(each for each in lines if "工资" in each.fact_title)


def test_a_line_is_disputed_with_a_paper_and_looked_at_again(case: UUID) -> None:
    told(case)
    line = his_wage(case)
    assert (line.whose, line.state, line.may_dispute) == ("赵大山", "told", True)
    assert line.sources == (CheckSource.tax.title,)
    with acting_at_home("赵大山") as actor:
        with pytest.raises(InvalidValue):
            own.dispute_own_difference(actor, case=case, difference=line.id, text=" ")
        own.dispute_own_difference(
            actor,
            case=case,
            difference=line.id,
            text="只做了一个月",
            content=picture("PNG"),
            file_name="工资证明.png",
        )
    line = his_wage(case)
    assert (line.state, line.said, line.said_on) == ("disputed", "只做了一个月", clock.today())
    assert "difference_disputed" in acts_of(case)
    with acting("town_clerk_a") as clerk:
        seen = checks.difference_of(clerk, difference=line.id).difference
        assert seen.objection_document is not None
        assert checks.check_view(clerk, case=case).state.unsettled > 0


def test_a_line_is_agreed_with(case: UUID) -> None:
    told(case)
    line = his_wage(case)
    with acting_at_home("赵大山") as actor:
        own.concede_own_difference(actor, case=case, difference=line.id)
    assert his_wage(case).state == "conceded"
    assert "difference_conceded" in acts_of(case)


def test_a_line_that_is_settled_is_closed_to_words(case: UUID) -> None:
    told(case)
    line = his_wage(case)
    with acting_at_home("赵大山") as actor:
        own.dispute_own_difference(actor, case=case, difference=line.id, text="只做了一个月")
    with acting("town_clerk_a") as clerk:
        checks.settle_difference(
            clerk, difference=line.id, outcome="declared", reason="已见工资证明"
        )
    line = his_wage(case)
    assert (line.state, line.may_dispute, line.settled_because) == (
        "declared",
        False,
        "已见工资证明",
    )
    with acting_at_home("赵大山") as actor, pytest.raises(Conflict, match="提出异议"):
        own.dispute_own_difference(actor, case=case, difference=line.id, text="还有话说")


def test_an_unknown_line_is_nobodys(case: UUID) -> None:
    told(case)
    with acting_at_home("赵大山") as actor, pytest.raises(Unseen):
        own.concede_own_difference(actor, case=case, difference=uuid4())


def test_the_whole_home_is_asked_where_its_means_count_for_one_person(
    village: Village, at_home: SignedIn, departments: None
) -> None:
    client = at_home("赵大山")
    found = begun(client, "minimum_living.single")
    submit(client, found)
    with acting_at_home("钱小凤") as actor:
        assert [each.case for each in own.my_consents(actor)] == [found]
        own.consent(actor, case=found)
    with acting_at_home("李邻居") as actor:
        assert own.my_consents(actor) == ()
    with acting("town_clerk_a") as clerk:
        asked = {each.name for each in checks.check_view(clerk, case=found).parties}
    assert set(_FAMILY) <= asked


def test_only_who_is_concerned_is_asked_where_the_home_does_not_count(
    village: Village, at_home: SignedIn, departments: None
) -> None:
    client = at_home("赵大山")
    found = begun(client, "elderly.care_subsidy")
    submit(client, found)
    with acting_at_home("钱小凤") as actor:
        assert own.my_consents(actor) == ()
        with pytest.raises(Unseen):
            own.consent(actor, case=found)
    with acting_at_home("赵大山") as actor:
        assert [each.case for each in own.my_consents(actor)] == [found]
