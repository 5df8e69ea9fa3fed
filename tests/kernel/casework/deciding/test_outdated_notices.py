"""What a village was told of an award is taken down when the award is changed."""

import pytest

from minzheng.kernel.access import clock
from minzheng.kernel.casework.api import deciding, letters, publicity
from minzheng.kernel.casework.publicity.board import Over, notice_on_board
from minzheng.kernel.registry.api.facts import Subject
from minzheng.rules.facts import Entity
from tests.kernel.casework.deciding.matters import REVIEW, again, family, state, to_decide
from tests.people import acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def test_a_changed_award_is_no_longer_published_with_its_old_amount() -> None:
    home = family(200_000)
    row = to_decide(home)
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome="granted", version=row.version)
    with acting("town_clerk_a") as clerk:
        [letter] = letters.letters_of(clerk, case=row.pk)
        letters.record_service(
            clerk, letter=letter.id, method="direct", on=clock.today(), receiver="王大明"
        )
    with acting("county_officer") as officer:
        notice = publicity.post_notice(officer, case=row.pk)
    assert notice_on_board(notice).lines
    with acting("town_clerk_a") as clerk:
        state(clerk, Subject(Entity.PERSON, home.head), {"wage": 100_000}, clock.today())
    review = to_decide(home, REVIEW)
    with acting("county_approver") as actor:
        version = again(review).version
        deciding.decide(actor, case=review.pk, outcome="changed", version=version)
    with pytest.raises(Over):
        notice_on_board(notice)
