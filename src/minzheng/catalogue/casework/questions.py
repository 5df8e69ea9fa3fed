"""Questions that several items ask, and the facts that the office finds without asking.

How long an answer counts as fresh is a decision of ours, not of the law: half a year for what
changes, for confirmation by the bureau.
"""

from dataclasses import replace

from minzheng.catalogue.casework.asking import Ask, Whom
from minzheng.catalogue.facts.ability import ABILITY_FACTS
from minzheng.rules.facts import Entity

FRESH_MONTHS = 6

SETTLEMENT = Ask(
    code="settlement",
    title="居住在城镇还是农村",
    entity=Entity.HOUSEHOLD,
    whom=Whom.HOUSEHOLD,
    facts=("settlement",),
)
MEMBERS = Ask(
    code="members",
    title="共同生活的家庭成员",
    entity=Entity.PERSON,
    whom=Whom.EVERY_MEMBER,
    facts=("support_duty", "co_resident", "independent", "schooling"),
    fresh_months=FRESH_MONTHS,
)
WORK = Ask(
    code="work",
    title="劳动和健康状况",
    entity=Entity.PERSON,
    whom=Whom.EVERY_MEMBER,
    facts=("able_to_work", "employed", "serious_illness"),
    fresh_months=FRESH_MONTHS,
)
INCOME = Ask(
    code="income",
    title="每个人的收入",
    entity=Entity.PERSON,
    whom=Whom.EVERY_MEMBER,
    facts=(
        "wage",
        "business",
        "property_income",
        "pension_employee",
        "pension_basic_central",
        "pension_resident_other",
        "support_received",
        "transfer_other",
        "other_income",
        "tax_and_insurance",
        "transfer_paid",
    ),
    fresh_months=FRESH_MONTHS,
)
PROPERTY = Ask(
    code="property",
    title="家庭财产",
    entity=Entity.HOUSEHOLD,
    whom=Whom.HOUSEHOLD,
    facts=("assets", "vehicles", "houses", "active_business"),
    fresh_months=FRESH_MONTHS,
)
SUPPORTERS = Ask(
    code="supporters",
    title="不在一起生活的赡养抚养扶养人",
    entity=Entity.SUPPORTER,
    whom=Whom.EVERY_SUPPORTER,
    facts=("income", "household_income", "household_size", "supported_persons", "support_paid"),
    fresh_months=FRESH_MONTHS,
)
SPENDING = Ask(
    code="spending",
    title="申请前12个月的支出",
    entity=Entity.HOUSEHOLD,
    whom=Whom.HOUSEHOLD,
    facts=(
        "spent_living",
        "spent_medical",
        "spent_education",
        "spent_rehabilitation",
        "spent_other",
    ),
    fresh_months=FRESH_MONTHS,
)
EMERGENCY = Ask(
    code="emergency",
    title="发生了什么困难",
    entity=Entity.HOUSEHOLD,
    whom=Whom.HOUSEHOLD,
    facts=("emergency", "in_serious_difficulty"),
    fresh_months=1,
)
AID = Ask(
    code="aid",
    title="拟给予的救助",
    entity=Entity.HOUSEHOLD,
    whom=Whom.HOUSEHOLD,
    facts=("aid_requested",),
    of_office=True,
)
"""How much is proposed is the office's word, by the hardship that it sees; nobody asks a sum."""

OWN_INCOME = replace(INCOME, code="own_income", title="本人的收入", whom=Whom.SUBJECT)
OWN_MEANS = Ask(
    code="own_means",
    title="本人名下的财产",
    entity=Entity.PERSON,
    whom=Whom.SUBJECT,
    facts=("own_assets",),
    fresh_months=FRESH_MONTHS,
)
SUPPORT_CHOICE = Ask(
    code="support_choice",
    title="选择的供养方式",
    entity=Entity.PERSON,
    whom=Whom.SUBJECT,
    facts=("support_choice", "supporters_complete"),
)
PARENTS = Ask(
    code="parents",
    title="父母情况",
    entity=Entity.PERSON,
    whom=Whom.SUBJECT,
    facts=(
        "father_state",
        "father_state_months",
        "father_supports",
        "mother_state",
        "mother_state_months",
        "mother_supports",
        "in_child_institution",
        "child_scheme",
    ),
    fresh_months=FRESH_MONTHS,
)

MEANS = (SETTLEMENT, MEMBERS, WORK, INCOME, PROPERTY, SUPPORTERS)
"""What every means test asks."""

SELF_CARE_FACTS = ("eats", "dresses", "gets_up", "uses_toilet", "walks_indoors", "washes")

FOUND_BY_THE_OFFICE = frozenset(
    {
        *SELF_CARE_FACTS,
        *(fact.name for fact in ABILITY_FACTS),
        "property_within_limits",
        "unlisted_supporters_unable",
        "includes_intellectual_or_mental",
        "includes_physical_or_visual",
        "father_includes_intellectual_or_mental",
        "mother_includes_intellectual_or_mental",
        "member_number",
        "relation",
        "birth_date",
        "sex",
    }
)
"""Facts that come from an assessment, the check, the disability federation or the registry.

The certificate of a disabled person is looked up, never typed (domain rules §2); what two
investigators or assessors find is not asked of whom they look at.
"""
