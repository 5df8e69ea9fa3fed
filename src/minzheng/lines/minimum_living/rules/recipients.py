"""Who is on the guarantee, as other lines read it: 救助法 Art. 13, 57号 Art. 33, 34."""

from minzheng.rules.language import Household, Numbers, Person, YesNo, value


@value("享受低保的家庭（含渐退期）", "57号 第21条、第33条")
def granted(h: Household, n: Numbers) -> YesNo:
    return h.grant > 0 or h.grace_grant > 0


@value("低保对象", "57号 第21条; 83号 一（一）")
def recipient(p: Person, n: Numbers) -> YesNo:
    """A covered member of a granted household whose share was not stopped, or a single person."""
    with_household = p.household.granted and p.covered_member and not p.share_stopped
    return with_household or p.single_grant > 0
