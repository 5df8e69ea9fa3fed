"""Letters and their service."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Letter",
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
            ("kind", models.CharField(max_length=60, verbose_name="种类")),
            ("template", models.CharField(max_length=100, verbose_name="模板")),
            ("title", models.CharField(max_length=100, verbose_name="标题")),
            ("number", models.CharField(max_length=100, verbose_name="文号")),
            ("office", models.CharField(blank=True, max_length=12, verbose_name="发文机关")),
            ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
            ("sequence", models.PositiveIntegerField(verbose_name="序号")),
            ("content", models.JSONField(verbose_name="内容")),
            ("document", models.UUIDField(verbose_name="文件")),
            ("dated", models.DateField(verbose_name="落款日期")),
            ("made_by", models.UUIDField()),
            ("made_by_name", models.CharField(max_length=100, verbose_name="制作人")),
            ("made_at", models.DateTimeField(verbose_name="制作时间")),
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
            (
                "decision",
                models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="casework.decision",
                ),
            ),
            (
                "hearing",
                models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="casework.hearing",
                ),
            ),
        ],
        options={
            "verbose_name": "文书",
            "verbose_name_plural": "文书",
        },
    ),
    migrations.CreateModel(
        name="LetterCounter",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("office", models.CharField(blank=True, max_length=12, verbose_name="机关")),
            ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
            ("last", models.PositiveIntegerField(default=0, verbose_name="最后编号")),
        ],
        options={
            "verbose_name": "文号",
            "verbose_name_plural": "文号",
            "constraints": [
                models.UniqueConstraint(fields=("office", "year"), name="letter_counter_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Delivery",
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
                "method",
                models.CharField(
                    choices=[
                        ("direct", "直接送达"),
                        ("kin", "同住成年家属签收"),
                        ("left", "留置送达"),
                        ("post", "邮寄送达"),
                        ("electronic", "电子送达"),
                        ("entrusted", "委托送达"),
                        ("notice", "公告送达"),
                    ],
                    max_length=12,
                    verbose_name="方式",
                ),
            ),
            ("on", models.DateField(verbose_name="送达日期")),
            ("received", models.BooleanField(default=True, verbose_name="已送达")),
            ("receiver", models.CharField(blank=True, max_length=100, verbose_name="签收人")),
            ("witness", models.CharField(blank=True, max_length=100, verbose_name="见证人")),
            ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
            ("document", models.UUIDField(null=True, verbose_name="送达回证")),
            ("by", models.UUIDField(verbose_name="送达人")),
            ("by_name", models.CharField(max_length=100, verbose_name="送达人姓名")),
            ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
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
            (
                "letter",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="services",
                    to="casework.letter",
                ),
            ),
        ],
        options={
            "verbose_name": "送达记录",
            "verbose_name_plural": "送达记录",
        },
    ),
    migrations.AddIndex(
        model_name="letter",
        index=models.Index(fields=["case"], name="letter_of_case"),
    ),
    migrations.AddConstraint(
        model_name="letter",
        constraint=models.UniqueConstraint(
            fields=("office", "year", "sequence"), name="letter_number"
        ),
    ),
    migrations.AddConstraint(
        model_name="letter",
        constraint=models.UniqueConstraint(
            condition=models.Q(("hearing", None), models.Q(("kind", "completion"), _negated=True)),
            fields=("case", "kind"),
            name="letter_kind_once",
        ),
    ),
    migrations.AddConstraint(
        model_name="letter",
        constraint=models.UniqueConstraint(
            condition=models.Q(("hearing__isnull", False)),
            fields=("hearing",),
            name="letter_of_hearing",
        ),
    ),
    migrations.AddIndex(
        model_name="delivery",
        index=models.Index(fields=["letter"], name="letter_service_letter"),
    ),
    migrations.AddConstraint(
        model_name="delivery",
        constraint=models.UniqueConstraint(
            condition=models.Q(("received", True)), fields=("letter",), name="letter_served_once"
        ),
    ),
    migrations.AddConstraint(
        model_name="delivery",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("method", "left"), _negated=True),
                models.Q(("witness", ""), _negated=True),
                _connector="OR",
            ),
            name="letter_left_before_a_witness",
        ),
    ),
]
