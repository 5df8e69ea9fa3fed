"""Near relatives that staff have filed (近亲属备案), by person."""

from django.db import models

from minzheng.kernel.access.models.accounts import Account
from minzheng.kernel.access.models.posts import LONGEST_CODE
from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.models import Identified
from minzheng.kernel.protection.rows import unprotected


class Relation(models.TextChoices):
    """Near relatives (民法典 Art. 1045) and near in-laws, as the filing rules of bureaus ask."""

    SPOUSE = "spouse", "配偶"
    PARENT = "parent", "父母"
    CHILD = "child", "子女"
    SIBLING = "sibling", "兄弟姐妹"
    GRANDPARENT = "grandparent", "祖父母、外祖父母"
    GRANDCHILD = "grandchild", "孙子女、外孙子女"
    IN_LAW = "in_law", "近姻亲"
    OTHER = "other", "其他近亲属"


@unprotected("blind indexes and ciphertext only; read to find out whether a decider is recused")
class RelativeFiling(Identified):
    """That `relative` is a near relative of the staff member `holder`; both are blind indexes."""

    holder = BlindIndexField("备案人索引")
    relative = BlindIndexField("亲属证件索引")
    relative_name = SecretField(kind="text", verbose_name="亲属姓名")
    relation = models.CharField("关系", max_length=LONGEST_CODE, choices=Relation.choices)
    filed_by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="申报账号")
    filed_at = models.DateTimeField("申报时间")
    ended_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "近亲属备案"
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "relative"],
                condition=models.Q(ended_at=None),
                name="relative_filed_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
