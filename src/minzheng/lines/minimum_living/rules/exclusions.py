"""Income that the law does not count, and what an area counts all the same: 57号 Art. 13.

Numbers: ../parameters/exclusions.yaml.
"""

from minzheng.rules.language import MoneyPerMonth, Numbers, Person, YesNo, value


@value("优待抚恤、奖励扶助和社会救助中按当地规定计入的部分", "57号 第13条 不计入（一）（二）")
def honours_counted(p: Person, n: Numbers) -> MoneyPerMonth:
    return (
        (p.preferential_pension if n.counts_preferential_pension else 0)
        + (p.family_planning_award if n.counts_family_planning_award else 0)
        + (p.scholarship if n.counts_scholarship else 0)
        + (p.commendation if n.counts_commendation else 0)
        + (p.assistance_received if n.counts_assistance_received else 0)
    )


@value("福利补贴中按当地规定计入的部分", "57号 第13条 不计入（四）")
def subsidies_counted(p: Person, n: Numbers) -> MoneyPerMonth:
    return (
        (p.disability_subsidy if n.counts_disability_subsidy else 0)
        + (p.old_age_allowance_received if n.counts_old_age_allowance else 0)
        + (p.child_allowance if n.counts_child_allowance else 0)
        + (p.childcare_subsidy if n.counts_childcare_subsidy else 0)
    )


@value("基础养老金中央部分不计入收入", "57号 第13条 不计入（三）")
def central_pension_exempt(p: Person, n: Numbers) -> YesNo:
    """It ran out by its own words; running awards go on until somebody decides (B13)."""
    in_force = n.month <= n.central_pension_exempt_until
    kept = p.household.running and n.central_pension_kept_for_running
    return in_force or n.central_pension_exemption_renewed or kept


@value("计入的城乡居民基本养老金", "57号 第13条")
def resident_pension(p: Person, n: Numbers) -> MoneyPerMonth:
    if p.central_pension_exempt:
        return p.pension_resident_other
    return p.pension_resident_other + p.pension_basic_central
