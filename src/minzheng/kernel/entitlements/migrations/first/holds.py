"""Holds, and changes of who is paid."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Hold",
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
                        ("death", "死亡"),
                        ("prison", "服刑"),
                        ("vehicle", "车辆"),
                        ("business", "工商登记"),
                        ("pension", "养老金"),
                        ("cremation", "火化"),
                        ("account", "领款账户"),
                        ("grace", "渐退期满"),
                        ("manual", "人工暂缓"),
                    ],
                    max_length=10,
                    verbose_name="原因",
                ),
            ),
            ("person_id", models.UUIDField(null=True, verbose_name="涉及人员")),
            ("from_month", models.DateField(verbose_name="暂缓起始月份")),
            ("since", models.DateField(verbose_name="事实发生日期")),
            ("source", models.CharField(max_length=100, verbose_name="来源")),
            ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
            ("raised_by", models.UUIDField(null=True, verbose_name="登记人")),
            (
                "raised_by_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            (
                "raised_by_name",
                models.CharField(blank=True, max_length=100, verbose_name="登记人姓名"),
            ),
            ("raised_at", models.DateTimeField(verbose_name="登记时间")),
            ("confirmed_by", models.UUIDField(null=True, verbose_name="核实人")),
            (
                "confirmed_by_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            (
                "confirmed_by_name",
                models.CharField(blank=True, max_length=100, verbose_name="核实人姓名"),
            ),
            ("confirmed_at", models.DateTimeField(null=True, verbose_name="核实时间")),
            ("released_by", models.UUIDField(null=True, verbose_name="解除人")),
            (
                "released_by_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            (
                "released_by_name",
                models.CharField(blank=True, max_length=100, verbose_name="解除人姓名"),
            ),
            ("released_at", models.DateTimeField(null=True, verbose_name="解除时间")),
            (
                "release_reason",
                models.CharField(blank=True, max_length=300, verbose_name="解除理由"),
            ),
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
            "verbose_name": "暂缓发放",
            "verbose_name_plural": "暂缓发放",
            "indexes": [
                models.Index(
                    condition=models.Q(("released_at", None)),
                    fields=["award"],
                    name="hold_of_award",
                ),
                models.Index(
                    condition=models.Q(("released_at", None)),
                    fields=["division", "id"],
                    name="hold_page",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("released_at", None)),
                    fields=("award", "kind", "person_id"),
                    name="hold_once",
                    nulls_distinct=False,
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            [
                                "death",
                                "prison",
                                "vehicle",
                                "business",
                                "pension",
                                "cremation",
                                "account",
                                "grace",
                                "manual",
                            ],
                        )
                    ),
                    name="hold_kind",
                ),
                models.CheckConstraint(
                    condition=models.Q(("from_month__day", 1)), name="hold_month"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("confirmed_at", None),
                        models.Q(
                            ("confirmed_by__isnull", False),
                            ("confirmed_by_person__isnull", False),
                            models.Q(
                                ("raised_by_person", None),
                                models.Q(
                                    ("raised_by_person", models.F("confirmed_by_person")),
                                    _negated=True,
                                ),
                                _connector="OR",
                            ),
                        ),
                        _connector="OR",
                    ),
                    name="hold_confirmed_by_another",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("released_at", None),
                        models.Q(
                            ("released_by__isnull", False),
                            ("released_by_person__isnull", False),
                            models.Q(("release_reason", ""), _negated=True),
                            models.Q(
                                ("raised_by_person", None),
                                models.Q(
                                    ("raised_by_person", models.F("released_by_person")),
                                    _negated=True,
                                ),
                                _connector="OR",
                            ),
                        ),
                        _connector="OR",
                    ),
                    name="hold_released_by_another_with_reason",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PayeeChange",
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
            ("before_id", models.UUIDField(null=True, verbose_name="原领款人")),
            ("payee_id", models.UUIDField(verbose_name="领款人")),
            ("reason", models.CharField(max_length=300, verbose_name="理由")),
            ("evidence", models.UUIDField(null=True, verbose_name="依据材料")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("proposed", "待复核"),
                        ("approved", "已复核"),
                        ("rejected", "已退回"),
                    ],
                    default="proposed",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            ("proposed_by", models.UUIDField(verbose_name="提出人")),
            (
                "proposed_by_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32),
            ),
            ("proposed_by_name", models.CharField(max_length=100, verbose_name="提出人姓名")),
            ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
            ("settled_by", models.UUIDField(null=True, verbose_name="复核人")),
            (
                "settled_by_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            (
                "settled_by_name",
                models.CharField(blank=True, max_length=100, verbose_name="复核人姓名"),
            ),
            ("settled_at", models.DateTimeField(null=True, verbose_name="复核时间")),
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
            "verbose_name": "领款人变更",
            "verbose_name_plural": "领款人变更",
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("state", "proposed")),
                    fields=("award",),
                    name="payee_change_one_at_a_time",
                ),
                models.CheckConstraint(
                    condition=models.Q(("state__in", ["proposed", "approved", "rejected"])),
                    name="payee_change_state",
                ),
                models.CheckConstraint(
                    condition=models.Q(("reason", ""), _negated=True),
                    name="payee_change_has_reason",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("state", "proposed"),
                        models.Q(
                            ("settled_by__isnull", False),
                            ("settled_by_person__isnull", False),
                            models.Q(
                                ("settled_by_person", models.F("proposed_by_person")), _negated=True
                            ),
                        ),
                        _connector="OR",
                    ),
                    name="payee_change_of_two_persons",
                ),
            ],
        },
    ),
]
