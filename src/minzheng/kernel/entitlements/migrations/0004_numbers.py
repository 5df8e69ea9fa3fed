"""Numbers that officers set: proposals, simulations, re-ratings."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers
from minzheng.kernel.entitlements.migrations.numbers.rules import OPERATIONS


class Migration(migrations.Migration):
    dependencies = [
        ("entitlements", "0003_in_turn"),
    ]

    operations = [
        migrations.CreateModel(
            name="NumberProposal",
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
                ("number", models.CharField(max_length=100, verbose_name="参数")),
                ("area", models.CharField(max_length=12, verbose_name="地区")),
                ("value", models.JSONField(verbose_name="新值")),
                ("valid_from", models.DateField(verbose_name="起始月份")),
                ("document", models.CharField(max_length=300, verbose_name="文件依据")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "待批准"),
                            ("approved", "已批准"),
                            ("refused", "未批准"),
                            ("withdrawn", "已撤回"),
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
                ("simulation", models.UUIDField(null=True, verbose_name="批准时所见的测算")),
                ("settled_by", models.UUIDField(null=True, verbose_name="批准人")),
                (
                    "settled_by_person",
                    minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
                ),
                (
                    "settled_by_name",
                    models.CharField(blank=True, max_length=100, verbose_name="批准人姓名"),
                ),
                ("settled_at", models.DateTimeField(null=True, verbose_name="批准时间")),
                ("opinion", models.CharField(blank=True, max_length=300, verbose_name="意见")),
            ],
            options={
                "verbose_name": "参数调整",
                "verbose_name_plural": "参数调整",
                "indexes": [models.Index(fields=["area", "-id"], name="number_proposal_page")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "approved", "refused", "withdrawn"])
                        ),
                        name="number_proposal_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_from__day", 1)), name="number_proposal_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("approved", "refused")), _negated=True),
                            models.Q(
                                ("settled_by__isnull", False),
                                ("settled_by_person__isnull", False),
                                ("settled_at__isnull", False),
                                models.Q(("settled_by", models.F("proposed_by")), _negated=True),
                                models.Q(
                                    ("settled_by_person", models.F("proposed_by_person")),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="number_proposal_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            ("simulation__isnull", False),
                            _connector="OR",
                        ),
                        name="number_proposal_approved_as_simulated",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("number", "area", "valid_from"),
                        name="number_proposal_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberSimulation",
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
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ordered", "等待开始"),
                            ("working", "进行中"),
                            ("finished", "已完成"),
                            ("failed", "已中断"),
                        ],
                        default="ordered",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0, verbose_name="已测算人数")),
                ("persons", models.PositiveIntegerField(default=0, verbose_name="人数")),
                ("ordered_at", models.DateTimeField(verbose_name="发起时间")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                ("failure", models.CharField(blank=True, max_length=300, verbose_name="中断原因")),
                ("edition", models.CharField(blank=True, max_length=64, verbose_name="规则版本")),
                ("result", models.JSONField(null=True, verbose_name="结果")),
                (
                    "proposal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entitlements.numberproposal",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entitlements.run",
                    ),
                ),
            ],
            options={
                "verbose_name": "参数测算",
                "verbose_name_plural": "参数测算",
                "indexes": [
                    models.Index(fields=["proposal", "-id"], name="number_simulation_page")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["ordered", "working", "finished", "failed"])
                        ),
                        name="number_simulation_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "finished"), _negated=True),
                            models.Q(
                                ("finished_at__isnull", False),
                                ("result__isnull", False),
                                models.Q(("edition", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="number_simulation_finished",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rerating",
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
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ordered", "等待开始"),
                            ("working", "进行中"),
                            ("finished", "已完成"),
                            ("failed", "已中断"),
                        ],
                        default="ordered",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0, verbose_name="已测算人数")),
                ("persons", models.PositiveIntegerField(default=0, verbose_name="人数")),
                ("ordered_at", models.DateTimeField(verbose_name="发起时间")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                ("failure", models.CharField(blank=True, max_length=300, verbose_name="中断原因")),
                ("month", models.DateField(verbose_name="起始月份")),
                ("counts", models.JSONField(default=dict, verbose_name="结果")),
                (
                    "proposal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entitlements.numberproposal",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entitlements.run",
                    ),
                ),
            ],
            options={
                "verbose_name": "调标",
                "verbose_name_plural": "调标",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal",), name="rerating_once_for_a_proposal"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["ordered", "working", "finished", "failed"])
                        ),
                        name="rerating_state",
                    ),
                ],
            },
        ),
        *OPERATIONS,
    ]
