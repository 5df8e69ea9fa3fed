"""What they answered."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="CheckAnswer",
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
            ("person", models.UUIDField(verbose_name="人员")),
            ("turn", models.PositiveSmallIntegerField(verbose_name="第几次询问")),
            ("message", models.CharField(max_length=100, verbose_name="答复编号")),
            ("received_at", models.DateTimeField(verbose_name="收到时间")),
            ("snapshot_on", models.DateField(verbose_name="数据截至")),
            ("expires_on", models.DateField(verbose_name="有效期至")),
            (
                "verdict",
                models.CharField(
                    choices=[
                        ("matched", "号码和姓名一致"),
                        ("unsure", "号码一致，姓名须由人辨认"),
                        ("other", "不是同一个人"),
                    ],
                    max_length=10,
                    verbose_name="是否本人",
                ),
            ),
            ("reason", models.CharField(blank=True, max_length=200, verbose_name="辨认依据")),
            (
                "content",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="内容"
                ),
            ),
            ("chosen", models.BooleanField(default=False, verbose_name="采用")),
            ("chosen_by", models.UUIDField(null=True, verbose_name="采用人")),
            (
                "chosen_because",
                models.CharField(blank=True, max_length=200, verbose_name="采用理由"),
            ),
            (
                "request",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="answers",
                    to="exchange.checkrequest",
                ),
            ),
        ],
        options={
            "verbose_name": "核对答复",
            "verbose_name_plural": "核对答复",
            "indexes": [
                models.Index(fields=["request"], name="check_answer_request"),
                models.Index(fields=["person"], name="check_answer_person"),
            ],
            "constraints": [
                models.UniqueConstraint(
                    fields=("request", "turn", "message"), name="check_answer_once"
                ),
                models.UniqueConstraint(
                    condition=models.Q(("chosen", True)),
                    fields=("request",),
                    name="check_answer_one_counts",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("chosen", False),
                        models.Q(("verdict", "other"), _negated=True),
                        _connector="OR",
                    ),
                    name="check_answer_of_another_never_counts",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("chosen", False),
                        ("verdict", "matched"),
                        models.Q(
                            ("chosen_by__isnull", False),
                            models.Q(("chosen_because", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="check_answer_unsure_chosen_by_a_person",
                ),
            ],
        },
    ),
]
