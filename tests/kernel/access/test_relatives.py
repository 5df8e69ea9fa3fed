"""Nobody decides about himself or his own."""

import pytest

from minzheng.base.errors import InvalidIdentifier
from minzheng.kernel.access import api
from minzheng.kernel.access.errors import Conflict, NotAllowed, Recused, Refused, Unseen
from minzheng.kernel.access.models import Account
from tests.people import CAST, account_id, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
BROTHER = CAST["resident"]
STRANGER = CAST["auditor"]


def index(identity: str) -> bytes:
    """The blind index of a number."""
    return api.person_index(identity)


def test_an_officer_is_recused_from_himself_and_from_filed_relatives() -> None:
    with acting("village_officer_a") as officer:
        assert api.recused(officer, [index(CAST["village_officer_a"].identity)])
        assert not api.recused(officer, [index(BROTHER.identity)])
        api.file_relative(officer, identity=BROTHER.identity, name="弟", relation="sibling")
        assert api.recused(officer, [index(STRANGER.identity), index(BROTHER.identity)])
        assert not api.recused(officer, [index(STRANGER.identity)])
        with pytest.raises(Recused):
            api.require_not_recused(officer, "person.change", [index(BROTHER.identity)])


def test_it_counts_whoever_filed_the_relation() -> None:
    with acting("town_clerk_a") as clerk:
        officer = CAST["village_officer_a"]
        api.file_relative(clerk, identity=officer.identity, name="兄", relation="sibling")
    with acting("village_officer_a") as actor:
        assert api.recused(actor, [index(CAST["town_clerk_a"].identity)])


def test_it_counts_for_every_account_of_the_person() -> None:
    with acting("village_officer_a") as officer:
        api.file_relative(officer, identity=BROTHER.identity, name="弟", relation="sibling")
    own = Account.objects.get(pk=account_id("village_officer_a")).person
    Account.objects.filter(pk=account_id("town_clerk_b")).update(name="同一人")
    with acting("village_officer_a") as officer:
        assert officer.person == own


def test_a_withdrawn_filing_counts_no_more_and_stays_on_record() -> None:
    with acting("town_clerk_a") as clerk:
        filing = api.file_relative(clerk, identity=BROTHER.identity, name="前夫", relation="spouse")
        api.withdraw_relative(clerk, filing=filing)
        assert not api.recused(clerk, [index(BROTHER.identity)])
        [kept] = api.own_relatives(clerk)
        assert kept.relative_name == "前夫"
        with pytest.raises(Unseen):
            api.withdraw_relative(clerk, filing=filing)


def test_nobody_withdraws_anothers_filing() -> None:
    with acting("town_clerk_a") as clerk:
        filing = api.file_relative(clerk, identity=BROTHER.identity, name="弟", relation="sibling")
    with acting("town_clerk_b") as other, pytest.raises(Unseen):
        api.withdraw_relative(other, filing=filing)


def test_what_cannot_be_filed() -> None:
    with acting("town_clerk_a") as clerk:
        with pytest.raises(Refused):
            api.file_relative(
                clerk, identity=CAST["town_clerk_a"].identity, name="我", relation="sibling"
            )
        with pytest.raises(InvalidIdentifier):
            api.file_relative(clerk, identity="123", name="弟", relation="sibling")
        with pytest.raises(Refused):
            api.file_relative(clerk, identity=BROTHER.identity, name="弟", relation="friend")
        api.file_relative(clerk, identity=BROTHER.identity, name="弟", relation="sibling")
        with pytest.raises(Conflict):
            api.file_relative(clerk, identity=BROTHER.identity, name="弟", relation="sibling")


def test_who_reads_filings_of_others_does_so_within_the_division() -> None:
    with acting("town_clerk_a") as clerk:
        api.file_relative(clerk, identity=BROTHER.identity, name="弟", relation="sibling")
        with pytest.raises(NotAllowed):
            api.relatives_of(clerk, account=account_id("town_clerk_a"))
    with acting("inspector") as inspector:
        assert len(api.relatives_of(inspector, account=account_id("town_clerk_a"))) == 1
    Account.objects.filter(pk=account_id("town_clerk_a")).update(division="330102001")
    with acting("inspector") as inspector, pytest.raises(Unseen):
        api.relatives_of(inspector, account=account_id("town_clerk_a"))
