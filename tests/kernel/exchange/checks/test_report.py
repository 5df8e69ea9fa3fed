"""The report: what was asked and found, with dates; evidence and not a verdict."""

import pytest

from minzheng.adapters.departments import Manner
from minzheng.catalogue.codes import Relation
from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access.errors import Conflict, NotAllowed, Unseen
from minzheng.kernel.documents.api import documents_of
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.exchange.checks.report import letter_of
from minzheng.kernel.exchange.checks.viewing import view_of
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import households, people
from minzheng.kernel.registry.api.people import PersonEntry
from tests.kernel.exchange.checks.family import CLERK, FATHER, SINCE, Family, work
from tests.kernel.registry.residents import confirmed, number
from tests.people import VILLAGE_A, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_a_report_is_kept_with_the_papers_of_the_household(family: Family) -> None:
    family.checked()
    with acting(CLERK) as clerk:
        document = checks.check_report(clerk, case=family.case)
        kept = {each.id: each for each in documents_of(clerk, household=family.household)}
        assert kept[document].title.startswith("家庭经济状况核对报告")
        file = checks.report_file(clerk, case=family.case)
    assert file.content.startswith(b"%PDF")
    assert family.view().round.report == document  # type: ignore[union-attr]  # there is one


def test_a_report_says_what_is_not_known(family: Family) -> None:
    family.town.behave({CheckSource.banks: Manner.NEVER})
    family.checked()
    with acting(CLERK) as clerk:
        text = letter_of(clerk, view_of(family.case)).text()
    for words in ("石大山", "未授权，没有查询", "银行、证券、保险和支付机构尚未答复", "2026-10-29"):
        assert words in text
    assert FATHER not in text


def test_there_is_no_report_before_a_check(family: Family) -> None:
    with acting(CLERK) as clerk:
        with pytest.raises(Conflict, match="还没有核对"):
            checks.check_report(clerk, case=family.case)
        with pytest.raises(Unseen):
            checks.report_file(clerk, case=family.case)


def test_who_may_only_decide_reads_and_makes_none(family: Family) -> None:
    family.checked()
    with acting("town_approver_a") as approver, pytest.raises(NotAllowed):
        checks.check_report(approver, case=family.case)


def test_a_protected_member_is_in_no_sum_and_in_no_report(family: Family) -> None:
    """T-20: what lies in the household's file does not tell of the child."""
    with acting("child_protection_officer") as officer:
        entry = PersonEntry(name="石保护", division=VILLAGE_A, number=number(3))
        hidden = people.register_person(officer, entry=entry)
        households.join_household(
            officer, person=hidden, household=family.household, relation=Relation.other, on=SINCE
        )
        people.seal_person(
            officer, person=hidden, label=Label.CHILD_PROTECTION, reason="儿童保护个案"
        )
    confirmed()
    account = [{"record": "assets", "value": 90_000_000}]
    family.town.behave(ledger={(CheckSource.banks, number(3)): account})
    family.authorise()
    with acting("child_protection_officer") as officer:
        given = family.given(hidden)
        checks.authorise(officer, case=family.case, given=given)
        checks.start_check(officer, case=family.case)
    work()
    assert family.line("assets").found_text == "15,000.00元"
    with acting("child_protection_officer") as officer:
        assert "石保护" in {each.name for each in view_of(family.case).parties}
        text = letter_of(officer, view_of(family.case, open_only=True)).text()
    assert "石保护" not in text
    assert "900,000.00" not in text
