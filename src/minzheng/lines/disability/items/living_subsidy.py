"""Living subsidy for disabled persons in difficulty (困难残疾人生活补贴), chapter 2.

Any window in the country accepts; the place of registration decides and pays from the month of the
application.
"""

from minzheng.catalogue.casework.language import (
    PLATFORM_BEGINS,
    ApplicantUnit,
    Ask,
    Entity,
    Implied,
    ItemKind,
    ItemType,
    Letters,
    NationalCodes,
    Reach,
    ServiceItem,
    StartRule,
    Whom,
    limits,
    procedures,
    questions,
)

ITEMS = (
    ServiceItem(
        code="disability.living_subsidy",
        title="困难残疾人生活补贴",
        version=PLATFORM_BEGINS,
        basis=("国发〔2015〕52号 一、二、三", "残疾人两项补贴资格认定跨省通办"),
        kind=ItemKind.APPLICATION,
        unit=ApplicantUnit.PERSON,
        decides=("disability.living_subsidy",),
        asks=(
            questions.OWN_INCOME,
            Ask(
                code="same_kind",
                title="正在领取的同类补贴",
                entity=Entity.PERSON,
                whom=Whom.SUBJECT,
                facts=("injury_care_allowance", "same_kind_living"),
                fresh_months=6,
            ),
        ),
        procedure=procedures.subsidy_window(),
        clocks=limits.ANY_WINDOW,
        letters=Letters(),
        national=NationalCodes(item_type=ItemType.BENEFIT, reach=Reach.NATION),
        starts=StartRule.APPLICATION_MONTH,
        mark="残补",
        implies=(Implied(Entity.PERSON, "living_subsidy_applied"),),
        doubts=(
            "跨省通办的时限转引自县级公告，待核对原文；本地申请的时限由当地规定。",
            "是否公示由当地规定，默认不公示；如公示，不得显示残疾类别和等级。",
        ),
    ),
)
