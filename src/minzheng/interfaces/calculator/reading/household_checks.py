"""Checks across rows: who belongs to which household, and whether each is whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from minzheng.interfaces.calculator.reading.keys import HOUSEHOLD_ID, PERSON_ID, SUPPORTED_ID
from minzheng.interfaces.calculator.reading.problems import (
    SHEET_TITLES,
    Problem,
    ProblemLog,
    Severity,
)
from minzheng.interfaces.calculator.reading.second_pass import StagedTables
from minzheng.rules.facts import Entity

MOST_MEMBERS = 50
_HEAD = 0
"""The relation of the head of a household to itself, GB/T 4761."""


@dataclass(frozen=True, slots=True)
class HouseholdCheck:
    """One check: a query of (row, value, other) and the sentences for it.

    ``needs`` is a fact without whose column the check is left out; ``{other}`` in ``wrong`` and
    ``{sheet}`` in ``remedy`` are filled in.
    """

    entity: Entity
    column: str
    sql: str
    wrong: str
    remedy: str
    needs: str = ""


CHECKS = (
    HouseholdCheck(
        Entity.HOUSEHOLD,
        HOUSEHOLD_ID.title,
        """SELECT row, household_id, other_row(row, least_row, greatest_row)
           FROM (SELECT row, household_id,
                        min(row) OVER same AS least_row, max(row) OVER same AS greatest_row
                 FROM households WHERE household_id IS NOT NULL
                 WINDOW same AS (PARTITION BY household_id))
           WHERE least_row < greatest_row ORDER BY row""",
        "家庭编号重复，与第{other}行相同",
        "每户只填一行；是两户的请改用不同的编号",
    ),
    HouseholdCheck(
        Entity.PERSON,
        PERSON_ID.title,
        """SELECT row, person_id, other_row(row, least_row, greatest_row)
           FROM (SELECT row, person_id,
                        min(row) OVER same AS least_row, max(row) OVER same AS greatest_row
                 FROM persons WHERE person_id IS NOT NULL
                 WINDOW same AS (PARTITION BY person_id))
           WHERE least_row < greatest_row ORDER BY row""",
        "人员编号重复，与第{other}行是同一人",
        "同一人只能在一户里填一行，请删去多余的行",
    ),
    HouseholdCheck(
        Entity.HOUSEHOLD,
        HOUSEHOLD_ID.title,
        """SELECT row, household_id, NULL FROM households
           WHERE household_id IS NOT NULL
             AND household_id NOT IN
                 (SELECT household_id FROM persons WHERE household_id IS NOT NULL)
           ORDER BY row""",
        "这一户没有成员",
        "请在“{sheet}”表补上成员（含户主），家庭编号要一致",
    ),
    HouseholdCheck(
        Entity.PERSON,
        HOUSEHOLD_ID.title,
        """SELECT row, household_id, NULL FROM persons
           WHERE household_id NOT IN
                 (SELECT household_id FROM households WHERE household_id IS NOT NULL)
           ORDER BY row""",
        "家庭表里没有这个家庭编号",
        "请核对编号，或在家庭表补上这一户",
    ),
    HouseholdCheck(
        Entity.SUPPORTER,
        SUPPORTED_ID.title,
        """SELECT row, person_id, NULL FROM supporters
           WHERE person_id NOT IN (SELECT person_id FROM persons WHERE person_id IS NOT NULL)
           ORDER BY row""",
        "人员表里没有这个人员编号",
        "这里填被赡养（抚养、扶养）人的编号，请核对或在人员表补上",
    ),
    HouseholdCheck(
        Entity.PERSON,
        "与户主关系",
        """SELECT row, '户主', other_row(row, least_row, greatest_row)
           FROM (SELECT row, min(row) OVER same AS least_row, max(row) OVER same AS greatest_row
                 FROM persons
                 WHERE relation = getvariable('head') AND household_id IS NOT NULL
                 WINDOW same AS (PARTITION BY household_id))
           WHERE least_row < greatest_row ORDER BY row""",
        "一户有两名或更多户主，另见第{other}行",
        "每户只能有一名户主，请改正其余成员的与户主关系",
        needs="relation",
    ),
    HouseholdCheck(
        Entity.PERSON,
        "与户主关系",
        """SELECT min(row), household_id, NULL FROM persons WHERE household_id IS NOT NULL
           GROUP BY household_id
           HAVING count(*) FILTER (WHERE relation = getvariable('head')) = 0
           ORDER BY 1""",
        "这一户没有户主",
        "请把一名成员的与户主关系填为 户主",
        needs="relation",
    ),
    HouseholdCheck(
        Entity.HOUSEHOLD,
        HOUSEHOLD_ID.title,
        """SELECT min(h.row), household_id, any_value(members)
           FROM households h JOIN (SELECT household_id, count(*) AS members FROM persons
                                   GROUP BY household_id) p USING (household_id)
           WHERE members > getvariable('most_members') GROUP BY household_id ORDER BY 1""",
        f"这一户有{{other}}名成员，超过{MOST_MEMBERS}名",
        "请核对家庭编号是否填错；集体户请按实际家庭分户填写",
    ),
    HouseholdCheck(
        Entity.PERSON,
        "成员序号",
        """SELECT row, member_number, other_row(row, least_row, greatest_row)
           FROM (SELECT row, member_number,
                        min(row) OVER same AS least_row, max(row) OVER same AS greatest_row
                 FROM persons WHERE member_number IS NOT NULL AND household_id IS NOT NULL
                 WINDOW same AS (PARTITION BY household_id, member_number))
           WHERE least_row < greatest_row ORDER BY row""",
        "成员序号在本户内重复，与第{other}行相同",
        "请改成不同的序号，或把这一列留空由系统编号",
        needs="member_number",
    ),
)
"""Every check, in the order in which an officer would mend what they find."""


def check_households(tables: StagedTables, log: ProblemLog) -> None:
    """Run all checks that the input has the columns for."""
    tables.run("CREATE MACRO other_row(own, least, greatest) AS if(own = least, greatest, least)")
    tables.run(f"SET VARIABLE head = {_HEAD}")
    tables.run(f"SET VARIABLE most_members = {MOST_MEMBERS}")
    for check in CHECKS:
        if not check.needs or tables.has(check.entity, check.needs):
            for problem in _problems(tables, check):
                log.add(problem)


def _problems(tables: StagedTables, check: HouseholdCheck) -> Iterator[Problem]:
    if check.entity not in tables.staged:
        return
    sheet = tables.staged[check.entity].sheet
    remedy = check.remedy.format(sheet=SHEET_TITLES[Entity.PERSON])
    for row, value, other in tables.rows(check.sql):
        yield Problem(
            Severity.ERROR,
            check.entity,
            sheet,
            int(str(row)),
            check.column,
            str(value),
            check.wrong.format(other=other),
            remedy,
        )
