"""Ability level of an older person, from intact to totally dependent.

The total gives the level; a coma decides at once; a diagnosis or repeated accidents raise the level
by one, once.  Without item scores the level that an assessing body reported stands.  Never to be
converted from or to the self-care grade of the extremely poor or long-term care insurance.
Numbers: ../parameters/ability_level.yaml.  Worked examples: ../cases/ability_level.yaml.
"""

from minzheng.catalogue.codes import AbilityLevel
from minzheng.rules.language import Numbers, Person, YesNo, known, value


@value("处于昏迷状态", "GB/T 42195-2022 评估结果")
def in_coma(p: Person, n: Numbers) -> YesNo:
    """The worst score for consciousness; needs no other score."""
    return known(p.consciousness) and p.consciousness == 0


@value("已进行能力评估（有得分或者评估机构出具的等级）", "GB/T 42195-2022 评估结果")
def assessed(p: Person, n: Numbers) -> YesNo:
    """An assessment is made on application: where there is no trace of one, none was made."""
    return known(p.eating) or known(p.consciousness) or known(p.reported_ability)


@value("按得分评定（而不采用评估机构出具的等级）", "GB/T 42195-2022 评估结果")
def decided_by_points(p: Person, n: Numbers) -> YesNo:
    """With a total, or where the form has been begun and nothing else is at hand.

    In the second case the level is unknown and the missing items are asked for by name.
    """
    begun = known(p.eating) or known(p.consciousness)
    return known(p.ability_points) or (begun and not known(p.reported_ability))


@value("按总分评定的能力等级", "GB/T 42195-2022 评估结果")
def level_by_points(p: Person, n: Numbers) -> AbilityLevel:
    if p.ability_points >= n.intact_from:
        return AbilityLevel.intact
    if p.ability_points >= n.mild_from:
        return AbilityLevel.mild
    if p.ability_points >= n.moderate_from:
        return AbilityLevel.moderate
    return AbilityLevel.severe if p.ability_points >= n.severe_from else AbilityLevel.total


@value("应提高一个等级", "GB/T 42195-2022 评估结果")
def to_be_raised(p: Person, n: Numbers) -> YesNo:
    """Dementia or another diagnosed mental disorder, or repeated accidents within 30 days."""
    return p.mental_diagnosis or p.risk_events >= n.raising_risk_events


@value("提高一个等级后的能力等级", "GB/T 42195-2022 评估结果")
def level_raised(p: Person, n: Numbers) -> AbilityLevel:
    if p.level_by_points == AbilityLevel.intact:
        return AbilityLevel.mild
    if p.level_by_points == AbilityLevel.mild:
        return AbilityLevel.moderate
    if p.level_by_points == AbilityLevel.moderate:
        return AbilityLevel.severe
    return AbilityLevel.total


@value("老年人能力等级", "GB/T 42195-2022 评估结果")
def ability_level(p: Person, n: Numbers) -> AbilityLevel:
    if p.in_coma:
        return AbilityLevel.total
    if not p.decided_by_points:
        return p.reported_ability
    return p.level_raised if p.to_be_raised else p.level_by_points
