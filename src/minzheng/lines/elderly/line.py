"""Allowances of older persons, and the ability level that decides two of them.

Read next: rules/ability_points.py and rules/ability_level.py (GB/T 42195-2022), rules/old_age.py,
rules/hardship.py, rules/care.py, rules/voucher.py; numbers in parameters/, examples in cases/.
"""

from minzheng.catalogue.benefits import Benefit, Form, Mode, ReviewClass
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.catalogue.line import Line

YEARLY = ReviewClass(
    code="yearly",
    title="每年复核",
    months=12,
    doubt="复核间隔由当地确定，暂按每年核验一次生存和资格",
)

LINE = Line(
    slug="elderly",
    title="老年人福利",
    law="《中华人民共和国老年人权益保障法》; 民发〔2025〕37号; GB/T 42195-2022",
    publishes=(
        "elderly.care_due",
        "elderly.care_subsidy",
        "elderly.consumption_voucher",
        "elderly.hardship_old_age_allowance",
        "elderly.old_age_allowance",
    ),
    relies_on=(
        "disability.nursing_due",
        "extreme_poverty.recipient",
        "low_income_families.edge_member",
        "low_income_families.rigid_family",
        "minimum_living.counted",
        "minimum_living.recipient",
    ),
    benefits=(
        Benefit(
            rule="elderly.old_age_allowance",
            title="高龄津贴",
            unit=ApplicantUnit.PERSON,
            review=(YEARLY,),
            application_item="elderly.old_age_allowance",
            ending_item="elderly.old_age_ending",
        ),
        Benefit(
            rule="elderly.hardship_old_age_allowance",
            title="经济困难的高龄老年人补贴",
            unit=ApplicantUnit.PERSON,
            excludes=("extreme_poverty.grant",),
            review=(YEARLY,),
            application_item="elderly.care_subsidy",
            ending_item="elderly.care_ending",
        ),
        Benefit(
            rule="elderly.care_subsidy",
            title="经济困难的失能老年人补贴",
            unit=ApplicantUnit.PERSON,
            excludes=("disability.nursing_subsidy", "extreme_poverty.grant"),
            review=(YEARLY,),
            application_item="elderly.care_subsidy",
            ending_item="elderly.care_ending",
        ),
        Benefit(
            rule="elderly.consumption_voucher",
            title="养老服务消费补贴",
            unit=ApplicantUnit.PERSON,
            form=Form.SERVICE,
            modes=(
                Mode(code="home", title="居家服务", share="elderly.voucher_home_share"),
                Mode(code="care_home", title="机构服务", share="elderly.voucher_care_home_share"),
            ),
            carry_months="elderly.voucher_carry_months",
            excludes=("extreme_poverty.grant",),
            review=(YEARLY,),
            application_item="elderly.consumption_voucher",
            ending_item="elderly.voucher_ending",
        ),
    ),
)
