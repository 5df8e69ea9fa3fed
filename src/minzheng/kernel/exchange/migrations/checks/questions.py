"""Questions to departments."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="CheckRequest",
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
            ("case", models.UUIDField(verbose_name="办件")),
            ("person", models.UUIDField(verbose_name="人员")),
            ("supporter", models.UUIDField(null=True, verbose_name="义务人")),
            ("source", models.CharField(max_length=24, verbose_name="部门")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("queued", "等待发出"),
                        ("asked", "已发出，等待答复"),
                        ("answered", "已答复"),
                        ("unmatched", "答复的人与所问的人对不上"),
                        ("contradictory", "两次答复互相矛盾"),
                        ("failed", "多次未能取得可用的答复"),
                        ("expired", "逾期未答复"),
                        ("called_off", "已停止查询"),
                    ],
                    default="queued",
                    max_length=14,
                    verbose_name="状态",
                ),
            ),
            ("turn", models.PositiveSmallIntegerField(default=1, verbose_name="第几次询问")),
            ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="未成次数")),
            (
                "trouble",
                models.CharField(blank=True, max_length=200, verbose_name="最近一次未成的原因"),
            ),
            ("queued_at", models.DateTimeField(verbose_name="登记时间")),
            ("asked_at", models.DateTimeField(null=True, verbose_name="发出时间")),
            ("next_at", models.DateTimeField(null=True, verbose_name="下次处理时间")),
            ("due_on", models.DateField(verbose_name="应答日期")),
            ("given_up_on", models.DateField(verbose_name="等到哪一天")),
            ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
            (
                "authorisation",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="requests",
                    to="exchange.authorisation",
                ),
            ),
            (
                "round",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="requests",
                    to="exchange.checkround",
                ),
            ),
        ],
        options={
            "verbose_name": "核对查询",
            "verbose_name_plural": "核对查询",
        },
    ),
    migrations.AddIndex(
        model_name="checkrequest",
        index=models.Index(fields=["round"], name="check_request_round"),
    ),
    migrations.AddIndex(
        model_name="checkrequest",
        index=models.Index(fields=["authorisation"], name="check_request_authorised"),
    ),
    migrations.AddIndex(
        model_name="checkrequest",
        index=models.Index(fields=["person"], name="check_request_person"),
    ),
    migrations.AddIndex(
        model_name="checkrequest",
        index=models.Index(
            condition=models.Q(("next_at", None), _negated=True),
            fields=["source", "next_at"],
            name="check_request_due",
        ),
    ),
    migrations.AddConstraint(
        model_name="checkrequest",
        constraint=models.UniqueConstraint(
            fields=("round", "person", "supporter", "source"),
            name="check_request_once",
            nulls_distinct=False,
        ),
    ),
    migrations.AddConstraint(
        model_name="checkrequest",
        constraint=models.CheckConstraint(
            condition=models.Q(
                (
                    "state__in",
                    [
                        "queued",
                        "asked",
                        "answered",
                        "unmatched",
                        "contradictory",
                        "failed",
                        "expired",
                        "called_off",
                    ],
                )
            ),
            name="check_request_state",
        ),
    ),
]
