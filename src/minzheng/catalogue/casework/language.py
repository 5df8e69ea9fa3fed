"""The words in which service items are written: what an item file imports."""

from minzheng.catalogue.casework import (
    happenings,
    limits,
    papers,
    parts,
    procedures,
    questions,
)
from minzheng.catalogue.casework.asking import Ask, Proof, Whom
from minzheng.catalogue.casework.clocks import Given, Limit, LimitUnit, Start, Until
from minzheng.catalogue.casework.endings import ending_of
from minzheng.catalogue.casework.implying import Implied
from minzheng.catalogue.casework.letters import Letters
from minzheng.catalogue.casework.national import Handling, ItemType, NationalCodes, Reach
from minzheng.catalogue.casework.offices import Office
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.publicity import PublicField, Publicity
from minzheng.catalogue.casework.recording import Record, Recorded
from minzheng.catalogue.casework.service_item import (
    ASSISTANCE_LAW,
    PLATFORM_BEGINS,
    ApplicantUnit,
    ItemKind,
    ServiceItem,
    StartRule,
    before_and_under_the_law,
)
from minzheng.catalogue.casework.steps import Choice, Flag, Stage, Step, StepKind
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import Confidence

__all__ = [
    "ASSISTANCE_LAW",
    "PLATFORM_BEGINS",
    "ApplicantUnit",
    "Ask",
    "Choice",
    "Confidence",
    "Entity",
    "Flag",
    "Given",
    "Handling",
    "Implied",
    "ItemKind",
    "ItemType",
    "Letters",
    "Limit",
    "LimitUnit",
    "NationalCodes",
    "Office",
    "Outcome",
    "Proof",
    "PublicField",
    "Publicity",
    "Reach",
    "Record",
    "Recorded",
    "ServiceItem",
    "Stage",
    "Start",
    "StartRule",
    "Step",
    "StepKind",
    "Until",
    "Whom",
    "before_and_under_the_law",
    "ending_of",
    "happenings",
    "limits",
    "papers",
    "parts",
    "procedures",
    "questions",
]
