"""Self-care (生活自理能力) by six indicators, 民发〔2021〕43号 第二十一条、第二十二条."""

from minzheng.catalogue.codes import SelfCare
from minzheng.rules.language import Count, Numbers, Person, value


@value("六项指标中不能自主完成的项数", "民发〔2021〕43号 第二十一条")
def indicators_failed(p: Person, n: Numbers) -> Count:
    """An indicator that was not assessed leaves the count open; it is not a failed one."""
    at_table_and_bed = (0 if p.eats else 1) + (0 if p.dresses else 1) + (0 if p.gets_up else 1)
    about_the_house = (
        (0 if p.uses_toilet else 1) + (0 if p.walks_indoors else 1) + (0 if p.washes else 1)
    )
    return at_table_and_bed + about_the_house


@value("生活自理能力", "民发〔2021〕43号 第二十二条")
def self_care(p: Person, n: Numbers) -> SelfCare:
    if p.indicators_failed == 0:
        return SelfCare.full
    if p.indicators_failed <= n.most_failed_for_partial:
        return SelfCare.partial
    return SelfCare.none
