"""Two invented households, filled in as an officer would; facts not in a vocabulary are left out.

Their persons have ids of the office's own kind: a made-up resident ID could be somebody's.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from minzheng.rules.facts import Entity

_Row = Mapping[str, str | float | date]

_HOUSEHOLDS: Sequence[_Row] = (
    {
        "household_id": "示例1",
        "settlement": "城镇",
        "applied": date(2026, 10, 12),
        "assets": 12_000.0,
        "vehicles": 0,
        "houses": 1,
        "spent_living": 18_600.0,
        "spent_medical": 23_450.5,
    },
    {
        "household_id": "示例2",
        "settlement": "农村",
        "applied": date(2026, 9, 8),
        "assets": 3_500.0,
        "vehicles": 0,
        "houses": 1,
    },
)

_PERSONS: Sequence[_Row] = (
    {
        "household_id": "示例1",
        "person_id": "示例1-1",
        "name": "张示例",
        "member_number": 1,
        "relation": "户主",
        "sex": "男",
        "birth_date": date(1978, 3, 21),
        "support_duty": "是",
        "employed": "是",
        "employed_since": date(2019, 7, 1),
        "able_to_work": "是",
        "wage": 2_860.0,
        "business": 0,
        "property_income": 0,
        "tax_and_insurance": 312.4,
    },
    {
        "household_id": "示例1",
        "person_id": "示例1-2",
        "name": "李示例",
        "member_number": 2,
        "relation": "配偶",
        "sex": "女",
        "birth_date": date(1980, 11, 2),
        "support_duty": "是",
        "able_to_work": "否",
        "wage": 0,
        "business": 0,
        "property_income": 0,
        "disability_kind": "肢体",
        "disability_grade": "二级",
        "serious_illness": "是",
    },
    {
        "household_id": "示例1",
        "person_id": "示例1-3",
        "name": "张小示",
        "member_number": 3,
        "relation": "子女",
        "sex": "女",
        "birth_date": date(2012, 6, 18),
        "schooling": "义务教育",
        "support_duty": "是",
        "able_to_work": "否",
        "wage": 0,
        "business": 0,
        "property_income": 0,
    },
    {
        "household_id": "示例2",
        "person_id": "示例2-1",
        "name": "王示例",
        "member_number": 1,
        "relation": "户主",
        "sex": "男",
        "birth_date": date(1949, 2, 9),
        "support_duty": "是",
        "able_to_work": "否",
        "wage": 0,
        "business": 0,
        "property_income": 60.0,
        "own_assets": 3_500.0,
        "supporters_complete": "是",
    },
)

_SUPPORTERS: Sequence[_Row] = (
    {
        "person_id": "示例2-1",
        "relation": "子女",
        "birth_date": date(1975, 5, 30),
        "income": 2_400.0,
        "household_income": 4_100.0,
        "household_size": 3,
        "supported_persons": 1,
        "disability_kind": "精神",
        "disability_grade": "二级",
    },
)

EXAMPLE_ROWS: Mapping[Entity, Sequence[_Row]] = {
    Entity.HOUSEHOLD: _HOUSEHOLDS,
    Entity.PERSON: _PERSONS,
    Entity.SUPPORTER: _SUPPORTERS,
}
"""The example rows of each sheet: English column name -> what stands in the cell."""
