"""Papers that several items want; none that a department holds (社会救助法第六十二条).

So there is no identity card, no household register, no certificate of income, property or
disability here: the check fetches them.
"""

from minzheng.catalogue.casework.asking import Proof, Whom
from minzheng.catalogue.codes import ParentState

ILLNESS = Proof(
    code="illness",
    title="重大疾病诊断材料",
    kind="medical",
    whom=Whom.EVERY_MEMBER,
    if_fact="serious_illness",
)
WAGE = Proof(
    code="wage",
    title="工资收入材料（没有社保记录的零工、散工）",
    kind="income",
    whom=Whom.EVERY_ADULT,
    if_fact="wage",
    optional=True,
)
SUPPORT = Proof(
    code="support",
    title="赡养抚养扶养协议或判决",
    kind="income",
    whom=Whom.EVERY_MEMBER,
    if_fact="support_received",
    optional=True,
)
MEDICAL_BILLS = Proof(
    code="medical_bills",
    title="医疗费用票据（报销后自付部分）",
    kind="expenditure",
    whom=Whom.HOUSEHOLD,
    if_fact="spent_medical",
)
SCHOOL_FEES = Proof(
    code="school_fees",
    title="学费票据",
    kind="expenditure",
    whom=Whom.HOUSEHOLD,
    if_fact="spent_education",
)
REHABILITATION_BILLS = Proof(
    code="rehabilitation_bills",
    title="残疾康复费用票据",
    kind="expenditure",
    whom=Whom.HOUSEHOLD,
    if_fact="spent_rehabilitation",
)
EMERGENCY = Proof(
    code="emergency",
    title="急难情形的照片或材料",
    kind="other",
    whom=Whom.HOUSEHOLD,
    if_fact="emergency",
    later=True,
)
SURRENDER = Proof(
    code="surrender",
    title="自愿放弃待遇的书面声明",
    kind="other",
    whom=Whom.APPLICANT,
    optional=True,
)
LOST_FATHER = Proof(
    code="lost_father",
    title="儿童失联父母查找情况回执单（父亲）",
    kind="other",
    whom=Whom.SUBJECT,
    if_fact="father_state",
    if_values=(ParentState.lost_contact.value,),
    optional=True,
)
LOST_MOTHER = Proof(
    code="lost_mother",
    title="儿童失联父母查找情况回执单（母亲）",
    kind="other",
    whom=Whom.SUBJECT,
    if_fact="mother_state",
    if_values=(ParentState.lost_contact.value,),
    optional=True,
)

MEANS = (ILLNESS, WAGE, SUPPORT)
"""What a means test may want where no department knows."""

BILLS = (MEDICAL_BILLS, SCHOOL_FEES, REHABILITATION_BILLS)
"""Receipts of rigid spending."""
