import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers
import minzheng.kernel.protection.labels


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0006_facts_and_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=minzheng.kernel.protection.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="编号",
                    ),
                ),
                ("division", models.CharField(max_length=12, verbose_name="所属区划")),
                (
                    "label",
                    models.CharField(
                        choices=[
                            ("ordinary", "一般"),
                            ("sealed", "封存保护"),
                            ("child_protection", "儿童保护"),
                        ],
                        default="ordinary",
                        max_length=20,
                        verbose_name="敏感标签",
                    ),
                ),
                (
                    "credit_code",
                    models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码"),
                ),
                ("name", models.CharField(max_length=200, verbose_name="名称")),
                ("name_sort", models.CharField(max_length=80, verbose_name="名称排序键")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("social_group", "社会团体"),
                            ("foundation", "基金会"),
                            ("service_body", "社会服务机构（民办非企业单位）"),
                            ("village_committee", "村民委员会"),
                            ("residents_committee", "居民委员会"),
                            ("institution", "事业单位"),
                            ("company", "企业"),
                            ("authority", "机关"),
                            ("other", "其他组织"),
                        ],
                        max_length=20,
                        verbose_name="类型",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "存续"),
                            ("cancelled", "注销"),
                            ("revoked", "撤销或吊销"),
                        ],
                        default="active",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "legal_representative",
                    models.CharField(blank=True, max_length=100, verbose_name="法定代表人"),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="住所")),
                (
                    "registered_on",
                    models.DateField(blank=True, null=True, verbose_name="成立登记日期"),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "组织",
                "verbose_name_plural": "组织",
                "indexes": [
                    models.Index(fields=["division", "name_sort", "id"], name="organisation_page")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("credit_code", ""), _negated=True),
                        fields=("credit_code",),
                        name="organisation_credit_code_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("credit_code", ""),
                            ("credit_code__regex", "^[0-9A-HJ-NPQRTUWXY]{18}$"),
                            _connector="OR",
                        ),
                        name="organisation_credit_code_form",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationToken",
            fields=[
                ("token", models.BigIntegerField()),
                ("division", models.CharField(max_length=12)),
                ("name_sort", models.CharField(max_length=80)),
                ("subject", models.UUIDField()),
                (
                    "label",
                    models.CharField(
                        choices=[
                            ("ordinary", "一般"),
                            ("sealed", "封存保护"),
                            ("child_protection", "儿童保护"),
                        ],
                        default=minzheng.kernel.protection.labels.Label["ORDINARY"],
                        max_length=20,
                    ),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "token",
                        "division",
                        "name_sort",
                        "subject",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
            options={
                "verbose_name": "组织名称检索",
                "verbose_name_plural": "组织名称检索",
                "indexes": [models.Index(fields=["subject"], name="organisation_token_subject")],
            },
        ),
        migrations.CreateModel(
            name="Facility",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=minzheng.kernel.protection.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="编号",
                    ),
                ),
                ("division", models.CharField(max_length=12, verbose_name="所属区划")),
                (
                    "label",
                    models.CharField(
                        choices=[
                            ("ordinary", "一般"),
                            ("sealed", "封存保护"),
                            ("child_protection", "儿童保护"),
                        ],
                        default="ordinary",
                        max_length=20,
                        verbose_name="敏感标签",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="名称")),
                ("name_sort", models.CharField(max_length=80, verbose_name="名称排序键")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("care_home", "养老机构"),
                            ("day_care", "日间照料中心"),
                            ("dining", "老年助餐点"),
                            ("child_home", "儿童福利机构"),
                            ("rescue_station", "救助管理站"),
                            ("social_work_station", "社工站"),
                            ("community_centre", "社区综合服务设施"),
                            ("cemetery", "公墓、骨灰堂"),
                            ("funeral_home", "殡仪馆"),
                            ("other", "其他设施"),
                        ],
                        max_length=24,
                        verbose_name="类型",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="地址")),
                ("beds", models.PositiveIntegerField(blank=True, null=True, verbose_name="床位")),
                (
                    "floor_area",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="建筑面积（平方米）"
                    ),
                ),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="启用日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facilities",
                        to="registry.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "设施",
                "verbose_name_plural": "设施",
                "indexes": [
                    models.Index(fields=["division", "name_sort", "id"], name="facility_page")
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=minzheng.kernel.protection.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="编号",
                    ),
                ),
                ("division", models.CharField(max_length=12, verbose_name="所属区划")),
                (
                    "label",
                    models.CharField(
                        choices=[
                            ("ordinary", "一般"),
                            ("sealed", "封存保护"),
                            ("child_protection", "儿童保护"),
                        ],
                        default="ordinary",
                        max_length=20,
                        verbose_name="敏感标签",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="姓名")),
                ("name_sort", models.CharField(max_length=80, verbose_name="姓名排序键")),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("secretary", "党组织书记"),
                            ("director", "村（居）委会主任"),
                            ("member", "村（居）委会委员"),
                            ("supervision", "村（居）务监督委员会成员"),
                            ("assistance_officer", "社会救助协理员"),
                            ("child_director", "儿童主任"),
                            ("grid_worker", "网格员"),
                            ("community_worker", "社区工作者"),
                        ],
                        max_length=24,
                        verbose_name="岗位",
                    ),
                ),
                ("phone", minzheng.kernel.protection.fields.SecretField(kind="phone", null=True)),
                ("valid_from", models.DateField(verbose_name="任职日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="离任日期")),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="village_posts",
                        to="registry.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "村（社区）工作人员",
                "verbose_name_plural": "村（社区）工作人员",
                "indexes": [
                    models.Index(fields=["division", "name_sort", "id"], name="roster_page")
                ],
            },
        ),
    ]
