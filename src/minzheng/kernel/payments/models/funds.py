"""Where money comes from: the books of a county, its funds, who bears which share."""

from django.db import models
from django.db.models import Q

from minzheng.kernel.payments.models.rows import CODE_LENGTH, NAME_LENGTH, RULE_LENGTH, month
from minzheng.kernel.protection.fields import SecretField
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division
from minzheng.kernel.registry.api.following import placed


class Source(models.TextChoices):
    """Who gives the money."""

    CENTRAL = "central", "中央补助"
    PROVINCIAL = "provincial", "省级补助"
    CITY = "city", "市级补助"
    COUNTY = "county", "县级安排"
    LOTTERY = "lottery", "福利彩票公益金"


@placed
@by_division
class Book(Placed):
    """The books of a county, with the bank account from which it pays.

    Journals and entries lie where their book lies, also after the county got another code.
    """

    payer_name = models.CharField("付款户名", max_length=NAME_LENGTH, blank=True)
    bank = models.CharField("开户银行", max_length=NAME_LENGTH, blank=True)
    format = models.CharField("文件格式", max_length=CODE_LENGTH, blank=True)
    number = SecretField("付款账号", kind="bank_account", null=True)
    closed = models.BooleanField("已结转", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "账套"
        constraints = [
            # Referred to by journals: see `with_book`.
            models.UniqueConstraint(fields=["id", "division"], name="payment_book_place"),
            models.UniqueConstraint(
                fields=["division"], name="payment_book_open_once", condition=Q(closed=False)
            ),
        ]


@placed
@by_division
class Fund(Placed):
    """Money of one source for stated purposes."""

    code = models.CharField("编码", max_length=CODE_LENGTH)
    title = models.CharField("名称", max_length=NAME_LENGTH)
    source = models.CharField("来源", max_length=12, choices=Source)

    class Meta:
        verbose_name = verbose_name_plural = "资金"
        constraints = [
            models.UniqueConstraint(fields=["division", "code"], name="fund_code_once"),
            models.CheckConstraint(name="fund_source", condition=Q(source__in=Source.values)),
        ]


@placed
@by_division
class FundShare(Placed):
    """The part of a benefit that a fund bears from a month on, in thousandths.

    The shares of one benefit from one month add up to 1000: the database counts at the commit.
    """

    benefit = models.CharField("待遇", max_length=RULE_LENGTH)
    from_month = month("起始月份")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="shares")
    permille = models.PositiveSmallIntegerField("千分比")

    class Meta:
        verbose_name = verbose_name_plural = "资金分担"
        constraints = [
            models.UniqueConstraint(
                fields=["division", "benefit", "from_month", "fund"], name="fund_share_once"
            ),
            models.CheckConstraint(
                name="fund_share_permille", condition=Q(permille__gte=1, permille__lte=1000)
            ),
            models.CheckConstraint(name="fund_share_month", condition=Q(from_month__day=1)),
        ]
