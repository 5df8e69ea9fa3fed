"""Lines of the comparison."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Difference",
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
            ("household", models.UUIDField(null=True, verbose_name="家庭")),
            ("person", models.UUIDField(null=True, verbose_name="人员")),
            ("supporter", models.UUIDField(null=True, verbose_name="义务人")),
            ("fact", models.CharField(max_length=60, verbose_name="事实")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("agrees", "一致"),
                        ("higher", "查到的多于申报"),
                        ("lower", "查到的少于申报"),
                        ("differs", "不一致"),
                        ("undeclared", "未申报，查到了"),
                        ("nothing", "未申报，也没有查到"),
                        ("no_record", "部门没有记录"),
                        ("incomplete", "答复未到齐，暂不能比对"),
                        ("contradictory", "各部门说法不一"),
                    ],
                    max_length=14,
                    verbose_name="比对",
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("open", "待处理"),
                        ("told", "已告知家庭，等待说明"),
                        ("disputed", "家庭有异议"),
                        ("conceded", "家庭认可"),
                        ("found", "以核对结果为准"),
                        ("declared", "以家庭申报为准"),
                    ],
                    default="open",
                    max_length=10,
                    verbose_name="处理",
                ),
            ),
            (
                "content",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="内容"
                ),
            ),
            ("snapshot_on", models.DateField(null=True, verbose_name="数据截至")),
            ("expires_on", models.DateField(null=True, verbose_name="有效期至")),
            (
                "objection",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="家庭的说明"
                ),
            ),
            ("objection_document", models.UUIDField(null=True, verbose_name="说明材料")),
            ("objected_on", models.DateField(null=True, verbose_name="说明日期")),
            ("settled_by", models.UUIDField(null=True, verbose_name="处理人")),
            (
                "settler",
                models.CharField(blank=True, max_length=100, verbose_name="处理人姓名"),
            ),
            ("settled_at", models.DateTimeField(null=True, verbose_name="处理时间")),
            (
                "settled_because",
                models.CharField(blank=True, max_length=200, verbose_name="处理理由"),
            ),
            ("statement", models.UUIDField(null=True, verbose_name="情况记载")),
            (
                "round",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="differences",
                    to="exchange.checkround",
                ),
            ),
        ],
        options={
            "verbose_name": "核对差异",
            "verbose_name_plural": "核对差异",
        },
    ),
    migrations.AddIndex(
        model_name="difference",
        index=models.Index(fields=["person"], name="difference_person"),
    ),
    migrations.AddConstraint(
        model_name="difference",
        constraint=models.UniqueConstraint(
            fields=("round", "household", "person", "supporter", "fact"),
            name="difference_once",
            nulls_distinct=False,
        ),
    ),
    migrations.AddConstraint(
        model_name="difference",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("household", None), ("person__isnull", False)),
                models.Q(("household__isnull", False), ("person", None), ("supporter", None)),
                _connector="OR",
            ),
            name="difference_of_one_subject",
        ),
    ),
    migrations.AddConstraint(
        model_name="difference",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("state__in", ["found", "declared"]), _negated=True),
                models.Q(
                    ("settled_by__isnull", False),
                    models.Q(("settled_because", ""), _negated=True),
                ),
                _connector="OR",
            ),
            name="difference_settled_by_a_person",
        ),
    ),
]
