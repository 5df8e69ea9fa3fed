"""Which answer is which fact; what is not asked is left to the rules as an empty cell.

Only the person asked about is looked at closely: the other members count as people who live along
and whose age and health are not known.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from minzheng.catalogue.codes import Emergency, Relation
from minzheng.interfaces.portal.finder.questions import NO, YES
from minzheng.kernel.registry.api.estimates import EnteredHousehold, EnteredPerson, Facts

FEN = 100
ADULT = 18
MEMBER = "家人"
_SELF_CARE = ("eats", "dresses", "gets_up", "uses_toilet", "walks_indoors", "washes")
_PROVISIONAL_AID = 1
"""An officer sets the sum in an emergency; one fen lets the rules look at the rest."""

Answers = Mapping[str, Any]


def household_of(answers: Answers, today: date) -> EnteredHousehold:
    """The household as told, without a name in it."""
    asked = EnteredPerson(whom(answers), _person(answers, today), ())
    count = int(answers["size"]) - 1
    others = [EnteredPerson(f"{MEMBER}{i + 1}", _other(i), ()) for i in range(count)]
    return EnteredHousehold(answers["area"], _household(answers, today), (asked, *others))


def whom(answers: Answers) -> str:
    """How the person asked about is called in the answers."""
    return "孩子" if int(answers["age"]) < ADULT else "本人"


def _household(answers: Answers, today: date) -> Facts:
    owned = answers["owned"]
    sudden = _code(answers["emergency"])
    return {
        "settlement": _code(answers["settlement"]),
        "applied": _stored(today),
        "assets": _fen(answers["savings"]),
        "vehicles": int("car" in owned),
        "houses": 2 if "homes" in owned else 1,
        "active_business": "firm" in owned,
        "spent_medical": _fen(answers["medical"]) or 0,
        "emergency": Emergency.none if sudden is None else sudden,
        "in_serious_difficulty": _truth(answers["desperate"]),
        "aid_requested": _PROVISIONAL_AID,
    }


def _person(answers: Answers, today: date) -> Facts:
    care = {"all": True, "none": False}.get(answers["care"])
    no_supporters = True if answers["supported"] == NO else None
    return {
        "member_number": 1,
        "relation": Relation.head,
        "sex": None,
        "birth_date": _stored(_born(int(answers["age"]), today)),
        "support_duty": True,
        "able_to_work": _truth(answers["works"]),
        "wage": _fen(answers["earned"]),
        "business": 0,
        "property_income": 0,
        "transfer_other": _fen(answers["other"]),
        "own_assets": _fen(answers["savings"]) if answers["size"] == 1 else None,
        "disability_kind": int(answers["disability_kind"]),
        "disability_grade": int(answers["disability_grade"]),
        "serious_illness": _truth(answers["ill"]),
        "supporters_complete": no_supporters,
        "father_state": int(answers["father"]),
        "mother_state": int(answers["mother"]),
        **dict.fromkeys(_SELF_CARE, care),
    }


def _other(position: int) -> Facts:
    """Money is told for the whole household, and stands with the person asked about."""
    return {
        "member_number": position + 2,
        "relation": Relation.other,
        "support_duty": True,
        "co_resident": True,
        "wage": 0,
        "business": 0,
        "property_income": 0,
    }


def _born(age: int, today: date) -> date:
    """On this day: whoever says an age has completed it."""
    try:
        return today.replace(year=today.year - age)
    except ValueError:
        return date(today.year - age, 3, 1)


def _stored(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _fen(yuan: int | None) -> int | None:
    return None if yuan is None else yuan * FEN


def _truth(answer: str) -> bool | None:
    return {YES: True, NO: False}.get(answer)


def _code(answer: str) -> int | None:
    return int(answer) if answer else None
