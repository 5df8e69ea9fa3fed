"""Home visits: orders and errands."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Errand",
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
            ("order", models.UUIDField()),
            ("account", models.UUIDField(verbose_name="调查人")),
            ("person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("place", models.CharField(max_length=12)),
            ("title", models.CharField(max_length=100, verbose_name="事项")),
            ("due_on", models.DateField(null=True, verbose_name="最迟日期")),
            ("open", models.BooleanField(default=True, verbose_name="待办")),
            ("ordered_at", models.DateTimeField()),
        ],
        options={
            "verbose_name": "入户任务",
            "verbose_name_plural": "入户任务",
            "indexes": [
                models.Index(
                    condition=models.Q(("open", True)),
                    fields=["account", "due_on"],
                    name="errand_of_account",
                )
            ],
            "constraints": [
                models.UniqueConstraint(fields=("order", "person"), name="errand_one_for_each")
            ],
        },
    ),
    migrations.CreateModel(
        name="VisitOrder",
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
            ("first", models.UUIDField(verbose_name="调查人一")),
            ("first_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("first_name", models.CharField(max_length=100)),
            ("second", models.UUIDField(verbose_name="调查人二")),
            ("second_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("second_name", models.CharField(max_length=100)),
            ("step", models.CharField(max_length=60, verbose_name="环节")),
            ("first_division", models.CharField(max_length=12)),
            ("second_division", models.CharField(max_length=12)),
            ("due_on", models.DateField(null=True, verbose_name="最迟日期")),
            ("note", models.CharField(blank=True, max_length=200, verbose_name="嘱托")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("ordered", "待入户"),
                        ("recorded", "待另一调查人确认"),
                        ("confirmed", "已确认"),
                        ("void", "已作废"),
                    ],
                    default="ordered",
                    max_length=12,
                ),
            ),
            ("void_because", models.CharField(blank=True, max_length=200, verbose_name="作废原因")),
            ("ordered_by", models.UUIDField()),
            ("ordered_at", models.DateTimeField()),
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
            "verbose_name": "入户安排",
            "verbose_name_plural": "入户安排",
        },
    ),
    migrations.AddIndex(
        model_name="visitorder",
        index=models.Index(fields=["case"], name="visit_order_of_case"),
    ),
    migrations.AddConstraint(
        model_name="visitorder",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("first_person", models.F("second_person")), _negated=True),
                models.Q(("first", models.F("second")), _negated=True),
            ),
            name="visit_order_two_persons",
        ),
    ),
    migrations.AddConstraint(
        model_name="visitorder",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("state", "void"), _negated=True),
                models.Q(("void_because", ""), _negated=True),
                _connector="OR",
            ),
            name="visit_order_void_with_reason",
        ),
    ),
]
