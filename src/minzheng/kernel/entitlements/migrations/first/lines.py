"""The lines of awards."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="AwardLine",
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
            ("recorded_by", models.UUIDField(null=True, verbose_name="经办人")),
            (
                "recorded_by_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            (
                "recorded_by_name",
                models.CharField(blank=True, max_length=100, verbose_name="经办人姓名"),
            ),
            ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
            ("sequence", models.PositiveIntegerField(verbose_name="序号")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("grant", "确认"),
                        ("change", "变更"),
                        ("uprating", "调标"),
                        ("grace", "渐退"),
                        ("suspend", "停发"),
                        ("resume", "恢复"),
                        ("end", "终止"),
                        ("correct", "更正"),
                        ("taken_over", "承接"),
                        ("direct", "免申即发"),
                    ],
                    max_length=12,
                    verbose_name="类别",
                ),
            ),
            ("from_month", models.DateField(verbose_name="起始月份")),
            ("to_month", models.DateField(null=True, verbose_name="终止月份")),
            ("amount_fen", models.BigIntegerField(verbose_name="金额（分）")),
            ("decision", models.UUIDField(null=True, verbose_name="决定")),
            ("rerating", models.UUIDField(null=True, verbose_name="调标")),
            ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
            (
                "award",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="entitlements.award",
                ),
            ),
        ],
        options={
            "verbose_name": "待遇明细",
            "verbose_name_plural": "待遇明细",
            "indexes": [
                models.Index(
                    condition=models.Q(("decision", None), _negated=True),
                    fields=["decision"],
                    name="award_line_decision",
                ),
                models.Index(
                    condition=models.Q(("rerating", None), _negated=True),
                    fields=["rerating"],
                    name="award_line_rerating",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("award", "sequence"), name="award_line_in_order"),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            [
                                "grant",
                                "change",
                                "uprating",
                                "grace",
                                "suspend",
                                "resume",
                                "end",
                                "correct",
                                "taken_over",
                                "direct",
                            ],
                        )
                    ),
                    name="award_line_kind",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("from_month__day", 1),
                        models.Q(
                            ("to_month", None),
                            models.Q(
                                ("to_month__day", 1), ("to_month__gte", models.F("from_month"))
                            ),
                            _connector="OR",
                        ),
                    ),
                    name="award_line_months",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("amount_fen", 0),
                        models.Q(
                            ("amount_fen__gt", 0),
                            models.Q(("kind__in", ("suspend", "end")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="award_line_amount",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("decision__isnull", False),
                            (
                                "kind__in",
                                ("grant", "change", "grace", "suspend", "resume", "correct"),
                            ),
                            ("rerating", None),
                        ),
                        models.Q(
                            ("decision", None), ("kind", "uprating"), ("rerating__isnull", False)
                        ),
                        models.Q(("decision__isnull", False), ("kind", "end"), ("rerating", None)),
                        models.Q(
                            ("decision", None),
                            ("kind__in", ("end", "taken_over", "direct")),
                            ("rerating", None),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="award_line_source",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "end"), _negated=True),
                        ("to_month", None),
                        _connector="OR",
                    ),
                    name="award_line_end_is_open",
                ),
            ],
        },
    ),
]
