"""Awards."""

from django.db import migrations, models

import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Award",
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
            ("benefit", models.CharField(max_length=100, verbose_name="待遇")),
            ("unit", models.CharField(max_length=10, verbose_name="对象")),
            (
                "form",
                models.CharField(
                    choices=[("cash", "现金"), ("in_kind", "实物"), ("service", "服务")],
                    default="cash",
                    max_length=10,
                    verbose_name="发放形式",
                ),
            ),
            ("household_id", models.UUIDField(null=True, verbose_name="家庭")),
            ("person_id", models.UUIDField(null=True, verbose_name="人员")),
            ("payee_id", models.UUIDField(null=True, verbose_name="领款人")),
            (
                "state",
                models.CharField(
                    choices=[("running", "享受中"), ("suspended", "停发"), ("ended", "已终止")],
                    default="running",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            ("start_month", models.DateField(verbose_name="起始月份")),
            ("end_month", models.DateField(null=True, verbose_name="终止月份")),
            ("review_class", models.CharField(blank=True, max_length=60, verbose_name="复核类别")),
            ("next_review", models.DateField(null=True, verbose_name="下次复核")),
            ("case", models.UUIDField(null=True, verbose_name="办件")),
            ("version", models.PositiveIntegerField(default=1)),
            ("opened_at", models.DateTimeField(verbose_name="登记时间")),
        ],
        options={
            "verbose_name": "待遇资格",
            "verbose_name_plural": "待遇资格",
            "indexes": [
                models.Index(fields=["division", "benefit", "id"], name="award_page"),
                models.Index(
                    condition=models.Q(("household_id", None), _negated=True),
                    fields=["household_id"],
                    name="award_household",
                ),
                models.Index(
                    condition=models.Q(("person_id", None), _negated=True),
                    fields=["person_id"],
                    name="award_person",
                ),
                models.Index(
                    condition=models.Q(("payee_id", None), _negated=True),
                    fields=["payee_id"],
                    name="award_payee",
                ),
                models.Index(
                    condition=models.Q(
                        models.Q(("state", "ended"), _negated=True),
                        models.Q(("next_review", None), _negated=True),
                    ),
                    fields=["division", "next_review", "id"],
                    name="award_review",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("id", "division", "label"), name="award_place"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("household_id__isnull", False),
                            ("person_id", None),
                            ("unit", "household"),
                        ),
                        models.Q(
                            ("household_id", None), ("person_id__isnull", False), ("unit", "person")
                        ),
                        _connector="OR",
                    ),
                    name="award_of_its_unit",
                ),
                models.CheckConstraint(
                    condition=models.Q(("state__in", ["running", "suspended", "ended"])),
                    name="award_state",
                ),
                models.CheckConstraint(
                    condition=models.Q(("form__in", ["cash", "in_kind", "service"])),
                    name="award_form",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("start_month__day", 1),
                        models.Q(
                            ("end_month", None),
                            models.Q(
                                ("end_month__day", 1), ("end_month__gte", models.F("start_month"))
                            ),
                            _connector="OR",
                        ),
                    ),
                    name="award_months",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "ended"), _negated=True),
                        ("end_month__isnull", False),
                        _connector="OR",
                    ),
                    name="award_ended_has_a_month",
                ),
            ],
        },
    ),
]
