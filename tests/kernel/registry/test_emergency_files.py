"""Break-glass from the grant to its review: what is seen, in plain words, and by whom no more."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection

from minzheng.kernel.access import api as access
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import emergencies, people
from minzheng.kernel.registry.models import Membership, Person
from tests.kernel.registry.residents import confirmed, enter, home_of, number
from tests.people import VILLAGE_A, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]

PHONE = "13800138000"
STREET = "朝阳村三组12号"
REASON = "夜间发现走失老人，需联系家属"


@pytest.fixture
def wanderer(cast: None) -> UUID:
    """An old man with a telephone, an address and a son at home."""
    with acting("town_clerk_a") as clerk:
        person = enter(clerk, phone=PHONE)
        people.add_address(
            clerk, person=person, kind="residence", text=STREET, within=VILLAGE_A, valid_from=None
        )
        home_of(clerk, person, enter(clerk, "张小丰", sequence=2, born=date(1990, 3, 5)))
    confirmed()
    return person


def opened() -> UUID:
    """A grant for a clerk of another county."""
    with acting("town_clerk_c") as clerk:
        return access.open_emergency(clerk, number=number(), reason=REASON)


def test_from_the_grant_to_the_review(wanderer: UUID) -> None:
    grant = opened()
    with acting("town_clerk_c") as clerk:
        with pytest.raises(Unseen):
            people.person_file(clerk, person=wanderer)
        file = emergencies.emergency_file(clerk, grant=grant)
    assert file is not None
    assert (file.name, file.birth_date, file.division) == ("张三丰", "1960-03-05", VILLAGE_A)
    assert [(each.whose, each.phone) for each in file.contacts] == [("", PHONE)]
    assert file.addresses == (("居住地址", STREET),)
    assert file.family == ("张小丰",)
    over = clock.standing_at(clock.now() + timedelta(minutes=31))
    with over, acting("town_clerk_c") as clerk, pytest.raises(Unseen):
        emergencies.emergency_file(clerk, grant=grant)
    with acting("security_admin") as admin:
        (alert,) = access.alerts(admin)
        assert (alert.grant_id, alert.grant.views) == (grant, 1)
        access.review_alert(admin, alert=alert.id, verdict="justified", remark="已送回家")
        assert access.alerts(admin) == []


@pytest.mark.usefixtures("wanderer")
def test_what_leaves_the_database_is_not_readable_there() -> None:
    opened()
    with acting("town_clerk_c"), connection.cursor() as cursor:
        found = [access.person_index(number())]
        cursor.execute("select public.registry_emergency_file(%s)::text", found)
        (text,) = cursor.fetchone()
    assert "张三丰" in text
    assert PHONE not in text
    assert STREET not in text


def test_a_label_that_one_does_not_hold_stays_hidden(wanderer: UUID) -> None:
    """Neither the person nor a relative at home: as if the number were nobody's."""
    grant = opened()
    child = Label.CHILD_PROTECTION
    with acting("child_protection_officer"):
        son = Person.objects.get(name="张小丰").pk
        Membership.objects.filter(person=son).update(label=child)
        Person.objects.filter(pk=son).update(label=child)
    with acting("town_clerk_c") as clerk:
        file = emergencies.emergency_file(clerk, grant=grant)
        assert file is not None
        assert file.family == ()
    with acting("child_protection_officer"):
        Person.objects.filter(pk=wanderer).update(label=child)
    with acting("town_clerk_c") as clerk:
        assert emergencies.emergency_file(clerk, grant=grant) is None
