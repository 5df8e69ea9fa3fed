import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0005_households"),
    ]

    operations = [
        migrations.CreateModel(
            name="BankAccount",
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
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                ("bank", models.CharField(max_length=80, verbose_name="开户银行")),
                ("holder", models.CharField(max_length=100, verbose_name="户名")),
                ("number", minzheng.kernel.protection.fields.SecretField(kind="bank_account")),
                ("index", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "待复核"),
                            ("approved", "已复核"),
                            ("rejected", "已退回"),
                            ("superseded", "已停用"),
                        ],
                        default="proposed",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="变更原因")),
                ("proposed_by", models.UUIDField()),
                (
                    "proposed_person",
                    minzheng.kernel.protection.fields.BlindIndexField(
                        help_text="提出人本人，不论用哪个账号", max_length=32
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("approved_by", models.UUIDField(null=True)),
                (
                    "approved_person",
                    minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
                ),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "usable_from",
                    models.DateField(help_text="冷静期满之日", null=True, verbose_name="可用日期"),
                ),
                (
                    "override_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="免除冷静期的理由"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="accounts",
                        to="registry.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "银行账户",
                "verbose_name_plural": "银行账户",
                "indexes": [models.Index(fields=["index"], name="bank_account_index")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "version"), name="bank_account_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved")),
                        fields=("person",),
                        name="bank_account_one_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="bank_account_two_accounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_person", None),
                            models.Q(
                                ("approved_person", models.F("proposed_person")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="bank_account_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(
                                ("approved_by__isnull", False),
                                ("approved_person__isnull", False),
                                ("usable_from__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="bank_account_approved_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
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
                    "source",
                    models.CharField(
                        choices=[
                            ("imported", "历史数据导入"),
                            ("declared", "本人申报"),
                            ("document", "证明材料"),
                            ("visit", "入户调查"),
                            ("matched", "信息核对"),
                            ("official", "主管部门出具"),
                            ("decided", "集体研究认定"),
                        ],
                        max_length=12,
                        verbose_name="来源",
                    ),
                ),
                ("facts", models.JSONField(verbose_name="事实")),
                ("valid_from", models.DateField(verbose_name="起")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="自该日起不再有效", null=True, verbose_name="止"
                    ),
                ),
                ("evidence", models.UUIDField(blank=True, null=True, verbose_name="依据材料")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("recorded_by", models.UUIDField(null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "withdrawn_because",
                    models.CharField(blank=True, max_length=200, verbose_name="撤回原因"),
                ),
                (
                    "household",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="registry.household",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="registry.person",
                    ),
                ),
                (
                    "supporter",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="registry.supporter",
                    ),
                ),
            ],
            options={
                "verbose_name": "事实陈述",
                "verbose_name_plural": "事实陈述",
                "indexes": [
                    models.Index(fields=["person"], name="statement_person"),
                    models.Index(
                        condition=models.Q(("household", None), _negated=True),
                        fields=["household"],
                        name="statement_household",
                    ),
                    models.Index(
                        condition=models.Q(("supporter", None), _negated=True),
                        fields=["supporter"],
                        name="statement_supporter",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("household", None), ("person__isnull", False)),
                            models.Q(
                                ("household__isnull", False), ("person", None), ("supporter", None)
                            ),
                            _connector="OR",
                        ),
                        name="statement_of_one_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gt", models.F("valid_from"))),
                        name="statement_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("withdrawn_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="statement_withdrawn_with_reason",
                    ),
                ],
            },
        ),
    ]
