"""Voidings (退汇作废): what came back and is not due is given up, by two persons."""

from django.db import models
from django.db.models import F, Q

from minzheng.kernel.payments.models.instructions import Instruction
from minzheng.kernel.payments.models.rows import TEXT_LENGTH, account, fen, person
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division
from minzheng.kernel.registry.api.following import placed


class VoidingState(models.TextChoices):
    """Where a voiding stands."""

    PROPOSED = "proposed", "待批准"
    APPROVED = "approved", "已作废"
    REFUSED = "refused", "不予作废"


@placed
@by_division
class Voiding(Placed):
    """That a returned line is paid to nobody any more. Proposed by one person, decided by another.

    Once it is approved the line is no longer owed, and the funds have their money back; what is
    still due for its month is ordered by the next payroll of whoever has the file.
    """

    instruction = models.ForeignKey(Instruction, models.PROTECT, related_name="voidings")
    amount_fen = fen("金额")
    reason = models.CharField("作废理由", max_length=TEXT_LENGTH)
    state = models.CharField(
        "状态", max_length=10, choices=VoidingState, default=VoidingState.PROPOSED
    )
    proposed_by = account("提出人")
    proposed_person = person()
    proposed_at = models.DateTimeField("提出时间")
    decided_by = account("批准人", null=True)
    decided_person = person(null=True)
    decided_at = models.DateTimeField("批准时间", null=True)
    decided_because = models.CharField("批准意见", max_length=TEXT_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "退汇作废"
        indexes = [
            models.Index(
                fields=["division", "id"],
                name="voiding_waits",
                condition=Q(state=VoidingState.PROPOSED),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["instruction"],
                name="voiding_once",
                condition=~Q(state=VoidingState.REFUSED),
            ),
            models.CheckConstraint(
                name="voiding_state", condition=Q(state__in=VoidingState.values)
            ),
            models.CheckConstraint(name="voiding_positive", condition=Q(amount_fen__gt=0)),
            models.CheckConstraint(name="voiding_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="voiding_two_persons",
                condition=Q(decided_by=None)
                | ~Q(decided_by=F("proposed_by")) & ~Q(decided_person=F("proposed_person")),
            ),
            models.CheckConstraint(
                name="voiding_decided_by_somebody",
                condition=Q(state=VoidingState.PROPOSED)
                | Q(
                    decided_by__isnull=False,
                    decided_person__isnull=False,
                    decided_at__isnull=False,
                ),
            ),
        ]
