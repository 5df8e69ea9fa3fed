"""The transition table as the database reads it; `states` is the same table in Python."""

from django.db import models

from minzheng.kernel.protection.rows import Classification, Kind, classified_as
from minzheng.kernel.protection.third_party import Access


@classified_as(
    Classification(
        Kind.UNPROTECTED,
        "which state may follow which, nothing about persons; written by migrations alone",
        application=Access(),
        worker=Access(),
    )
)
class Move(models.Model):
    """That a batch or a line may go from one state to another; a line, while its batch is so."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    machine = models.CharField("对象", max_length=10)
    before = models.CharField("之前", max_length=12)
    after = models.CharField("之后", max_length=12)
    during = models.CharField("批次状态", max_length=12, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "状态转换"
        constraints = [
            models.UniqueConstraint(
                fields=["machine", "before", "after", "during"], name="payment_move_once"
            ),
        ]
