"""The table of roles holds together, and says what the database says."""

import re
from importlib import import_module

import pytest

from minzheng.base.divisions import Level
from minzheng.kernel.access.permissions import PERMISSIONS, STEP_UP, known
from minzheng.kernel.access.roles import CITIES_WITHOUT_COUNTIES, ROLES, Family
from minzheng.kernel.protection.labels import Label

RULES = import_module("minzheng.kernel.access.migrations.0002_rules_of_posts")
WRITES = re.compile(r"\.(change|merge|approve|add|run|propose|disable|end|use|request)$")


def test_every_permission_is_somebodys() -> None:
    held = frozenset().union(*(role.permissions for role in ROLES.values()))
    assert held == set(PERMISSIONS)


def test_marked_permissions_exist() -> None:
    assert set(PERMISSIONS) >= STEP_UP


def test_an_unknown_permission_is_refused() -> None:
    with pytest.raises(ValueError, match=r"person\.destroy"):
        known("person.destroy")


def test_no_role_proposes_and_approves_posts() -> None:
    assert not [
        code for code, role in ROLES.items() if {"post.propose", "post.approve"} <= role.permissions
    ]


def test_no_role_of_an_administrator_reads_people() -> None:
    for code, role in ROLES.items():
        if role.family is not Family.BUSINESS:
            assert not {p for p in role.permissions if p.startswith("person.")}, code


def test_nobody_who_registers_an_account_approves_one() -> None:
    assert not [
        code
        for code, role in ROLES.items()
        if {"account.change", "account.approve"} <= role.permissions
    ]


def test_inspectors_and_auditors_change_nothing_about_people() -> None:
    changes = {"person.change", "household.change", "facts.change", "account.change"}
    assert not changes & (ROLES["inspector"].permissions | ROLES["auditor"].permissions)


def test_no_role_carries_the_child_compartment_by_itself() -> None:
    assert not [code for code, role in ROLES.items() if Label.CHILD_PROTECTION in role.labels]


def test_no_role_of_a_town_can_be_let_into_the_child_compartment() -> None:
    low = {Level.TOWNSHIP, Level.VILLAGE}
    assert not [code for code, role in ROLES.items() if role.compartments and role.levels & low]


@pytest.mark.parametrize("code", ROLES)
def test_the_database_knows_the_role(code: str) -> None:
    assert f"'{code}'" in RULES._POST_CHECKS


@pytest.mark.parametrize("division", sorted(CITIES_WITHOUT_COUNTIES))
def test_a_city_without_counties_does_the_countys_work(division: str) -> None:
    assert ROLES["county_officer"].fits(division)
    assert division in RULES._POST_CHECKS
    assert not ROLES["county_officer"].fits("320400")
