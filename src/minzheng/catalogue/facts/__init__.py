"""The facts of the whole platform, from which templates, input checks and snapshots derive."""

from minzheng.catalogue.facts.ability import ABILITY_FACTS
from minzheng.catalogue.facts.child import CHILD_FACTS
from minzheng.catalogue.facts.household import HOUSEHOLD_FACTS
from minzheng.catalogue.facts.person import PERSON_FACTS
from minzheng.catalogue.facts.supporter import SUPPORTER_FACTS
from minzheng.rules.facts import Entity, Vocabulary

VOCABULARY = Vocabulary(
    {
        Entity.HOUSEHOLD: HOUSEHOLD_FACTS,
        Entity.PERSON: (*PERSON_FACTS, *CHILD_FACTS, *ABILITY_FACTS),
        Entity.SUPPORTER: SUPPORTER_FACTS,
    }
)
