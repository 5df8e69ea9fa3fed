"""Organisations, facilities and village staff."""

from datetime import date

import pytest

from minzheng.base.errors import InvalidIdentifier
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.registry.api import organisations, rosters
from minzheng.kernel.registry.api.organisations import FacilityEntry, OrganisationEntry
from tests.people import TOWN_A, VILLAGE_A, VILLAGE_B, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]

CODE = "51320400MJ5123455E"


def entry(name: str = "常州市朝阳养老服务中心", code: str = CODE) -> OrganisationEntry:
    """A body of the town."""
    return OrganisationEntry(name=name, kind="service_body", division=TOWN_A, credit_code=code)


@pytest.mark.parametrize("text", ["朝阳养老", "养老服务中心", CODE, CODE.lower(), "czscyylfwzx"])
def test_an_organisation_is_found(text: str) -> None:
    with acting("town_clerk_a") as clerk:
        made = organisations.register_organisation(clerk, entry=entry())
        organisations.register_organisation(clerk, entry=entry("天宁区象棋协会", ""))
        rows = organisations.find_organisations(clerk, text=text).rows
        assert [each.id for each in rows] == [made]
    with acting("town_clerk_b") as stranger:
        assert organisations.find_organisations(stranger, text=text).rows == ()
        with pytest.raises(Unseen):
            organisations.organisation_file(stranger, organisation=made)


def test_a_code_is_checked_and_stands_once() -> None:
    with acting("town_clerk_a") as clerk:
        organisations.register_organisation(clerk, entry=entry())
        with pytest.raises(Conflict):
            organisations.register_organisation(clerk, entry=entry("另一机构"))
        with pytest.raises(InvalidIdentifier):
            organisations.register_organisation(clerk, entry=entry("错码机构", CODE[:17] + "A"))


def test_the_code_outlives_a_change_of_place() -> None:
    """G7."""
    with acting("county_officer") as officer:
        made = organisations.register_organisation(officer, entry=entry())
        home = FacilityEntry(
            name="朝阳敬老院", kind="care_home", division=TOWN_A, organisation=made
        )
        organisations.register_facility(officer, entry=home)
        moved = OrganisationEntry(
            name="朝阳养老", kind="service_body", division=VILLAGE_B, credit_code=CODE
        )
        version = organisations.change_organisation(
            officer, organisation=made, version=1, entry=moved
        )
        assert version == 2
        with pytest.raises(Conflict):
            organisations.change_organisation(officer, organisation=made, version=1, entry=moved)
    with acting("town_clerk_b") as clerk:
        file = organisations.organisation_file(clerk, organisation=made)
        assert file.organisation.credit_code == CODE
        assert [each.name for each in file.facilities] == ["朝阳敬老院"]
        assert organisations.find_organisations(clerk, text="常州市").rows == ()
        assert organisations.find_organisations(clerk, text="朝阳").rows


def test_village_staff_serve_for_a_term() -> None:
    with acting("town_clerk_a") as clerk:
        made = rosters.enter_roster(
            clerk,
            division=VILLAGE_A,
            name="王主任",
            post="director",
            valid_from=date(2024, 1, 1),
            phone="13812345678",
        )
        (row,) = rosters.list_roster(clerk).rows
        assert (row.post_title, row.phone) == ("村（居）委会主任", "138****5678")
        with pytest.raises(Refused):
            rosters.leave_roster(clerk, entry=made, on=date(2023, 1, 1))
        rosters.leave_roster(clerk, entry=made, on=date(2026, 1, 1))
        assert rosters.list_roster(clerk).rows == ()
        with pytest.raises(Refused):
            rosters.enter_roster(
                clerk, division=VILLAGE_B, name="李四", post="director", valid_from=date(2024, 1, 1)
            )
