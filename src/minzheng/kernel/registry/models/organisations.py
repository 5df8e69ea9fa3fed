"""Organisations (组织), their facilities, and who works in villages."""

from django.db import models
from django.db.models import Q

from minzheng.kernel.protection.fields import SecretField
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division
from minzheng.kernel.registry.following import placed
from minzheng.kernel.registry.models.persons import (
    NAME_LENGTH,
    SORT_LENGTH,
    Person,
    TokenRow,
)


class OrganisationKind(models.TextChoices):
    """Kinds of body that civil affairs registers or works with."""

    SOCIAL_GROUP = "social_group", "社会团体"
    FOUNDATION = "foundation", "基金会"
    SERVICE_BODY = "service_body", "社会服务机构（民办非企业单位）"
    VILLAGE_COMMITTEE = "village_committee", "村民委员会"
    RESIDENTS_COMMITTEE = "residents_committee", "居民委员会"
    INSTITUTION = "institution", "事业单位"
    COMPANY = "company", "企业"
    AUTHORITY = "authority", "机关"
    OTHER = "other", "其他组织"


class OrganisationState(models.TextChoices):
    """Whether the body exists."""

    ACTIVE = "active", "存续"
    CANCELLED = "cancelled", "注销"
    REVOKED = "revoked", "撤销或吊销"


@placed
@by_division
class Organisation(Placed):
    """A body with a unified social credit code; the code outlives changes of division."""

    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    name = models.CharField("名称", max_length=200)
    name_sort = models.CharField("名称排序键", max_length=SORT_LENGTH)
    kind = models.CharField("类型", max_length=20, choices=OrganisationKind)
    state = models.CharField(
        "状态", max_length=12, choices=OrganisationState, default=OrganisationState.ACTIVE
    )
    legal_representative = models.CharField("法定代表人", max_length=NAME_LENGTH, blank=True)
    address = models.CharField("住所", max_length=200, blank=True)
    registered_on = models.DateField("成立登记日期", null=True, blank=True)
    ended_on = models.DateField("终止日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "组织"
        indexes = [
            models.Index(fields=["division", "name_sort", "id"], name="organisation_page"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"],
                name="organisation_credit_code_once",
                condition=~Q(credit_code=""),
            ),
            models.CheckConstraint(
                name="organisation_credit_code_form",
                condition=Q(credit_code="") | Q(credit_code__regex="^[0-9A-HJ-NPQRTUWXY]{18}$"),
            ),
        ]


@placed
@by_division
class OrganisationToken(TokenRow):
    """A piece of an organisation's name."""

    class Meta:
        verbose_name = verbose_name_plural = "组织名称检索"
        indexes = [models.Index(fields=["subject"], name="organisation_token_subject")]


class FacilityKind(models.TextChoices):
    """What a place serves."""

    CARE_HOME = "care_home", "养老机构"
    DAY_CARE = "day_care", "日间照料中心"
    DINING = "dining", "老年助餐点"
    CHILD_HOME = "child_home", "儿童福利机构"
    RESCUE_STATION = "rescue_station", "救助管理站"
    SOCIAL_WORK_STATION = "social_work_station", "社工站"
    COMMUNITY_CENTRE = "community_centre", "社区综合服务设施"
    CEMETERY = "cemetery", "公墓、骨灰堂"
    FUNERAL_HOME = "funeral_home", "殡仪馆"
    OTHER = "other", "其他设施"


@placed
@by_division
class Facility(Placed):
    """A place with an address, run by an organisation or directly by a village."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="facilities"
    )
    name = models.CharField("名称", max_length=200)
    name_sort = models.CharField("名称排序键", max_length=SORT_LENGTH)
    kind = models.CharField("类型", max_length=24, choices=FacilityKind)
    address = models.CharField("地址", max_length=200, blank=True)
    beds = models.PositiveIntegerField("床位", null=True, blank=True)
    floor_area = models.PositiveIntegerField("建筑面积（平方米）", null=True, blank=True)
    opened_on = models.DateField("启用日期", null=True, blank=True)
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "设施"
        indexes = [models.Index(fields=["division", "name_sort", "id"], name="facility_page")]


class VillagePost(models.TextChoices):
    """What somebody does for a village or neighbourhood."""

    SECRETARY = "secretary", "党组织书记"
    DIRECTOR = "director", "村（居）委会主任"
    MEMBER = "member", "村（居）委会委员"
    SUPERVISION = "supervision", "村（居）务监督委员会成员"
    ASSISTANCE_OFFICER = "assistance_officer", "社会救助协理员"
    CHILD_DIRECTOR = "child_director", "儿童主任"
    GRID_WORKER = "grid_worker", "网格员"
    COMMUNITY_WORKER = "community_worker", "社区工作者"


@placed
@by_division
class RosterEntry(Placed):
    """Somebody's term in a village post. Names are posted in the village; phones are not public."""

    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="village_posts"
    )
    name = models.CharField("姓名", max_length=NAME_LENGTH)
    name_sort = models.CharField("姓名排序键", max_length=SORT_LENGTH)
    post = models.CharField("岗位", max_length=24, choices=VillagePost)
    phone = SecretField(kind="phone", null=True)
    valid_from = models.DateField("任职日期")
    valid_to = models.DateField("离任日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "村（社区）工作人员"
        indexes = [models.Index(fields=["division", "name_sort", "id"], name="roster_page")]
