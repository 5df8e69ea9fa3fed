"""The consent as a paper for the file: what was agreed to, by whom, how he showed who he is."""

from datetime import datetime

from minzheng.base.clock import business_date
from minzheng.kernel.casework.models import Case
from minzheng.kernel.documents.api.typesetting import Letter, Paragraph, pdf_of

AGREED = (
    "我同意民政部门为办理和复核上述事项，向有关单位和机构查询、核对我的户籍、收入、财产和支出等情况。",
    "有关单位和机构是指公安、税务、社会保险、不动产登记、市场监管、银行、证券等；查到的不作别的用途。",
    "我知道可以随时撤回这份授权；撤回以后不再查询，可能因此无法继续办理，工作人员会事先告诉我。",
)
"""What a resident reads before the button, and what stands in the file: the same words."""


def consent_paper(row: Case, title: str, name: str, at: datetime) -> bytes:
    """The PDF."""
    how = (
        f"{name}于{at.astimezone():%Y年%m月%d日%H时%M分}在居民服务页面凭短信验证码登录，本人确认。"
    )
    letter = Letter(
        office="民政居民服务",
        title="家庭经济状况核对授权书",
        number=row.number,
        addressee="",
        blocks=tuple(Paragraph(text) for text in (f"事项：{title}", *AGREED, how)),
        signed=name,
        dated=business_date(at),
    )
    return pdf_of(letter)
