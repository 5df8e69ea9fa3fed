"""Leads."""

from django.db import migrations, models

import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Lead",
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
                "kind",
                models.CharField(
                    choices=[
                        ("uncovered", "符合条件未享受"),
                        ("lapsed", "已不符合条件"),
                        ("amount", "金额应调整"),
                        ("undecided", "缺少资料"),
                        ("review", "应当复核"),
                        ("event", "情况变化"),
                    ],
                    max_length=10,
                    verbose_name="类别",
                ),
            ),
            ("benefit", models.CharField(max_length=100, verbose_name="待遇")),
            ("household_id", models.UUIDField(null=True, verbose_name="家庭")),
            ("person_id", models.UUIDField(null=True, verbose_name="人员")),
            ("month", models.DateField(verbose_name="月份")),
            ("run", models.UUIDField(null=True, verbose_name="全量测算")),
            ("award", models.UUIDField(null=True, verbose_name="待遇资格")),
            ("now_fen", models.BigIntegerField(null=True, verbose_name="现发金额（分）")),
            ("then_fen", models.BigIntegerField(null=True, verbose_name="测算金额（分）")),
            ("reason_code", models.CharField(max_length=60, verbose_name="原因代码")),
            ("reason", models.CharField(max_length=300, verbose_name="原因")),
            ("item", models.CharField(blank=True, max_length=60, verbose_name="应办事项")),
            ("act_by", models.DateField(null=True, verbose_name="应办结日期")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("open", "待处理"),
                        ("taken", "办理中"),
                        ("dismissed", "不办理"),
                        ("settled", "已办结"),
                    ],
                    default="open",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            ("opened_at", models.DateTimeField(verbose_name="产生时间")),
            ("taken_by", models.UUIDField(null=True, verbose_name="办理人")),
            (
                "taken_by_name",
                models.CharField(blank=True, max_length=100, verbose_name="办理人姓名"),
            ),
            ("taken_at", models.DateTimeField(null=True, verbose_name="办理时间")),
            ("case", models.UUIDField(null=True, verbose_name="办件")),
            ("settled_at", models.DateTimeField(null=True, verbose_name="了结时间")),
            (
                "settled_because",
                models.CharField(blank=True, max_length=300, verbose_name="了结理由"),
            ),
        ],
        options={
            "verbose_name": "线索",
            "verbose_name_plural": "线索",
            "indexes": [
                models.Index(
                    condition=models.Q(("state__in", ["open", "taken"])),
                    fields=["division", "kind", "id"],
                    name="lead_page",
                ),
                models.Index(
                    condition=models.Q(("case", None), _negated=True),
                    fields=["case"],
                    name="lead_case",
                ),
                models.Index(
                    condition=models.Q(("household_id", None), _negated=True),
                    fields=["household_id"],
                    name="lead_household",
                ),
                models.Index(
                    condition=models.Q(("person_id", None), _negated=True),
                    fields=["person_id"],
                    name="lead_person",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("state__in", ["open", "taken"])),
                    fields=("kind", "benefit", "household_id", "person_id", "reason_code"),
                    name="lead_waits_once",
                    nulls_distinct=False,
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            ["uncovered", "lapsed", "amount", "undecided", "review", "event"],
                        )
                    ),
                    name="lead_kind",
                ),
                models.CheckConstraint(
                    condition=models.Q(("state__in", ["open", "taken", "dismissed", "settled"])),
                    name="lead_state",
                ),
                models.CheckConstraint(condition=models.Q(("month__day", 1)), name="lead_month"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("household_id__isnull", False), ("person_id", None)),
                        models.Q(("household_id", None), ("person_id__isnull", False)),
                        _connector="OR",
                    ),
                    name="lead_about_one_file",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "dismissed"), _negated=True),
                        models.Q(("settled_because", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="lead_dismissed_with_reason",
                ),
            ],
        },
    ),
]
