"""Break-glass: one exact person, a reason, half an hour, a judgement of every use."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import Error, IntegrityError, connection, transaction

from minzheng.base.errors import InvalidIdentifier
from minzheng.kernel.access import api, clock
from minzheng.kernel.access.emergency import MOST_PER_DAY
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, StepUpNeeded, Unseen
from minzheng.kernel.access.models import Account, EmergencyAlert, EmergencyGrant
from tests.people import CAST, account_id, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
NUMBER = CAST["resident"].identity
REASON = "夜间发现走失老人，需联系家属"


def opened(name: str = "town_clerk_c") -> UUID:
    """A grant for the clerk of another county."""
    with acting(name) as actor:
        return api.open_emergency(actor, number=NUMBER, reason=REASON)


def open_in_database(name: str) -> bool:
    """Whether the database lets somebody see the person now."""
    with acting(name), connection.cursor() as cursor:
        cursor.execute("select access_emergency_open(%s)", [api.person_index(NUMBER)])
        return bool(cursor.fetchone()[0])


def test_a_grant_opens_the_person_to_that_account_only() -> None:
    assert not open_in_database("town_clerk_c")
    opened()
    assert open_in_database("town_clerk_c")
    assert not open_in_database("town_clerk_b")


def test_a_grant_raises_an_alert_by_itself() -> None:
    grant = opened()
    with acting("security_admin") as admin:
        [alert] = api.alerts(admin)
    assert alert.grant_id == grant
    assert alert.grant.reason == REASON


def test_the_reason_and_the_number_are_not_readable_in_the_database() -> None:
    opened()
    with connection.cursor() as cursor:
        cursor.execute("select g::text from access_emergencygrant g")
        text = str(cursor.fetchall())
    assert REASON not in text
    assert NUMBER not in text


def test_it_wants_the_permission_the_identity_a_reason_and_a_whole_number() -> None:
    with acting("village_officer_a") as officer, pytest.raises(NotAllowed):
        api.open_emergency(officer, number=NUMBER, reason=REASON)
    with acting("town_clerk_c", stepped_up=False) as clerk, pytest.raises(StepUpNeeded):
        api.open_emergency(clerk, number=NUMBER, reason=REASON)
    with acting("town_clerk_c") as clerk:
        with pytest.raises(Refused):
            api.open_emergency(clerk, number=NUMBER, reason="急")
        with pytest.raises(InvalidIdentifier):
            api.open_emergency(clerk, number=NUMBER[:-1], reason=REASON)
    assert not EmergencyGrant.objects.exists()


def test_it_is_not_a_way_to_search() -> None:
    for _ in range(MOST_PER_DAY):
        opened()
    with pytest.raises(Refused, match="24小时"):
        opened()


def test_half_an_hour_later_it_is_over() -> None:
    grant = opened()
    later = clock.standing_at(clock.now() + timedelta(minutes=31))
    with later, acting("town_clerk_c") as clerk, pytest.raises(Unseen):
        api.emergency_file(clerk, grant=grant)


def test_the_database_refuses_a_longer_grant_and_a_prolonged_one() -> None:
    grant = EmergencyGrant.objects.get(pk=opened())
    later = grant.expires + timedelta(hours=1)
    with pytest.raises(Error), transaction.atomic():
        EmergencyGrant.objects.filter(pk=grant.pk).update(expires=later)
    with pytest.raises(IntegrityError, match="emergency_is_short"), transaction.atomic():
        EmergencyGrant.objects.create(
            account_id=grant.account_id,
            post_id=grant.post_id,
            division=grant.division,
            person=grant.person,
            reason=REASON,
            opened=grant.opened,
            expires=later,
        )


def test_nobody_uses_anothers_grant() -> None:
    grant = opened()
    with acting("town_clerk_b") as other, pytest.raises(Unseen):
        api.emergency_file(other, grant=grant)


def test_every_use_is_judged_once_and_by_somebody_else() -> None:
    opened()
    alert = EmergencyAlert.objects.get()
    with acting("town_clerk_c") as clerk, pytest.raises(NotAllowed):
        api.review_alert(clerk, alert=alert.id, verdict="justified", remark="属实")
    with acting("security_admin") as admin:
        with pytest.raises(Refused):
            api.review_alert(admin, alert=alert.id, verdict="", remark="属实")
        api.review_alert(admin, alert=alert.id, verdict="justified", remark="已联系派出所")
        assert not api.alerts(admin)
        assert len(api.alerts(admin, pending=False)) == 1
        with pytest.raises(Conflict):
            api.review_alert(admin, alert=alert.id, verdict="unjustified", remark="改判")


def test_the_database_refuses_ones_own_judgement() -> None:
    opened()
    user = Account.objects.get(pk=account_id("town_clerk_c"))
    with pytest.raises(IntegrityError, match="reviewed_by_another"), transaction.atomic():
        EmergencyAlert.objects.update(
            reviewed_by=user,
            reviewed_by_person=user.person,
            reviewed_at=clock.now(),
            verdict="justified",
        )


def test_alerts_of_other_places_are_not_shown() -> None:
    opened()
    with acting("security_admin") as admin:
        assert api.alerts(admin)
    EmergencyAlert.objects.update(raised=clock.now())
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from access_emergencygrant where division like '320411%%'")
        assert cursor.fetchone() == (1,)
