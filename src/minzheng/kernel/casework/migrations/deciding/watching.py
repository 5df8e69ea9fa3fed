"""What watches over those who decide: pace, suspicions, draws."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="DrawCounter",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("office", models.CharField(blank=True, max_length=12, verbose_name="机关")),
            ("item", models.CharField(max_length=60, verbose_name="事项")),
            ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
            ("met", models.PositiveIntegerField(default=0)),
            ("drawn", models.PositiveIntegerField(default=0)),
        ],
        options={
            "verbose_name": "随机抽查计数",
            "verbose_name_plural": "随机抽查计数",
            "constraints": [
                models.UniqueConstraint(fields=("office", "item", "year"), name="draw_counter_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="PaceAlert",
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
            ("office", models.CharField(blank=True, max_length=12, verbose_name="机关")),
            ("account", models.UUIDField(verbose_name="账号")),
            ("person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("name", models.CharField(max_length=100, verbose_name="姓名")),
            ("since", models.DateTimeField(verbose_name="自")),
            ("until", models.DateTimeField(verbose_name="至")),
            ("count", models.PositiveIntegerField(verbose_name="件数")),
            ("settled_by", models.UUIDField(null=True, verbose_name="核查人")),
            (
                "settled_by_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("settled_at", models.DateTimeField(null=True, verbose_name="核查时间")),
            ("verdict", models.CharField(blank=True, max_length=300, verbose_name="核查结论")),
        ],
        options={
            "verbose_name": "审批速度异常",
            "verbose_name_plural": "审批速度异常",
            "indexes": [models.Index(fields=["division", "-until", "id"], name="pace_alert_page")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("settled_by_person", None),
                        models.Q(
                            models.Q(("settled_by_person", models.F("person")), _negated=True),
                            models.Q(("verdict", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="pace_alert_settled_by_another",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Suspicion",
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
            ("person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("signs", models.JSONField(default=list, verbose_name="线索")),
            ("found_at", models.DateTimeField(verbose_name="发现时间")),
            (
                "case",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="casework.case",
                ),
            ),
        ],
        options={
            "verbose_name": "疑似关系",
            "verbose_name_plural": "疑似关系",
        },
    ),
    migrations.CreateModel(
        name="CountyDraw",
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
            ("office", models.CharField(blank=True, max_length=12, verbose_name="机关")),
            ("item", models.CharField(max_length=60, verbose_name="事项")),
            ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
            ("drawn", models.BooleanField(verbose_name="抽中")),
            ("drawn_at", models.DateTimeField(verbose_name="抽取时间")),
            (
                "case",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="casework.case",
                ),
            ),
        ],
        options={
            "verbose_name": "随机抽查",
            "verbose_name_plural": "随机抽查",
            "constraints": [models.UniqueConstraint(fields=("case",), name="county_draw_once")],
        },
    ),
    migrations.AddConstraint(
        model_name="suspicion",
        constraint=models.UniqueConstraint(fields=("case", "person"), name="suspicion_once"),
    ),
]
