"""Points of the ability assessment: 26 items in four parts, 90 in all, more being better.

A missing item is not zero: without it there is no total.  Worked examples:
../cases/ability_points.yaml.
"""

from minzheng.rules.language import Count, Numbers, Person, value


@value("自理能力得分", "GB/T 42195-2022 表1")
def self_care_points(p: Person, n: Numbers) -> Count:
    """Of 32."""
    washing = p.grooming + p.bathing
    dressing = p.upper_dressing + p.lower_dressing
    excreting = p.bladder + p.bowel + p.toileting
    return p.eating + washing + dressing + excreting


@value("基础运动能力得分", "GB/T 42195-2022 表1")
def mobility_points(p: Person, n: Numbers) -> Count:
    """Of 15."""
    return p.bed_mobility + p.chair_transfer + p.walking + p.stairs


@value("精神状态得分", "GB/T 42195-2022 表1")
def mental_points(p: Person, n: Numbers) -> Count:
    """Of 28."""
    orientation = p.time_orientation + p.place_orientation + p.person_orientation
    communication = p.comprehension + p.expression
    behaviour = p.aggression + p.depression
    return orientation + p.memory + communication + behaviour + p.consciousness


@value("感知觉与社会参与得分", "GB/T 42195-2022 表1")
def participation_points(p: Person, n: Numbers) -> Count:
    """Of 15."""
    senses = p.vision + p.hearing
    return senses + p.daily_affairs + p.transport + p.social


@value("能力评估总分", "GB/T 42195-2022 表1")
def ability_points(p: Person, n: Numbers) -> Count:
    """Of 90."""
    body = p.self_care_points + p.mobility_points
    return body + p.mental_points + p.participation_points
