"""Rows of deliveries, redemptions, providers and settlements as pages read them: titles, names."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from minzheng.base.months import Month
from minzheng.catalogue.benefits import Form
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments.delivering.results import (
    DeliveryRow,
    DisputeRow,
    ProviderAccountRow,
    ProviderRow,
    RedemptionRow,
    SettlementRow,
)
from minzheng.kernel.payments.models import (
    Delivery,
    Dispute,
    DisputeOutcome,
    Instruction,
    Provider,
    ProviderAccount,
    Redemption,
    Settlement,
)
from minzheng.kernel.payments.states import LIVE
from minzheng.kernel.protection.masking import mask_account
from minzheng.kernel.registry.api.enrolling import heads_of, names_of


def title_of(benefit: str) -> str:
    """What people call a benefit."""
    known = benefits().get(benefit)
    return known.title if known else benefit


def mode_title(benefit: str, mode: str) -> str:
    """What people call a way of giving."""
    known = benefits().get(benefit)
    found = known.mode(mode) if known else None
    return found.title if found else mode


def delivery_rows(rows: Sequence[Delivery]) -> list[DeliveryRow]:
    """With the names of the persons and of the heads of households: two queries."""
    persons = names_of(each.person_id for each in rows if each.person_id)
    homes = [each.household_id for each in rows if each.household_id and not each.person_id]
    names = {**persons, **(heads_of(homes) if homes else {})}
    return [_delivery(each, names) for each in rows]


def _delivery(row: Delivery, names: Mapping[UUID, str]) -> DeliveryRow:
    whose = row.person_id or row.household_id
    known = benefits().get(row.benefit)
    return DeliveryRow(
        row.pk,
        row.division,
        row.award_id,
        row.benefit,
        title_of(row.benefit),
        (known.form if known else Form.SERVICE).title,
        names.get(whose, "") if whose else "",
        Month.of(row.month),
        row.amount_fen,
        row.used_fen,
        row.valid_until,
        row.state,
        row.get_state_display(),
    )


def redemption_rows(rows: Sequence[Redemption]) -> list[RedemptionRow]:
    """Read with `provider` and `delivery`: two queries more."""
    found = [each.pk for each in rows]
    taken_back = set(
        Redemption.objects.filter(reverses__in=found).values_list("reverses", flat=True)
    )
    disputed = set(
        Dispute.objects.filter(redemption__in=found, outcome=DisputeOutcome.OPEN).values_list(
            "redemption_id", flat=True
        )
    )
    return [
        RedemptionRow(
            each.pk,
            each.delivery_id,
            each.provider_id,
            each.provider.name,
            mode_title(each.provider.benefit, each.mode),
            each.content,
            each.price_fen,
            each.amount_fen,
            each.used_on,
            each.voucher,
            each.reverses,
            each.pk in taken_back,
            each.settlement_id,
            each.pk in disputed,
            each.recorded_by,
            each.recorded_at,
        )
        for each in rows
    ]


def provider_row(row: Provider) -> ProviderRow:
    """As lists and pages show it."""
    return ProviderRow(
        row.pk,
        row.division,
        row.organisation_id,
        row.name,
        row.benefit,
        title_of(row.benefit),
        Month.of(row.from_month),
        Month.of(row.to_month) if row.to_month else None,
        row.state,
        row.get_state_display(),
        row.basis,
        row.reason,
        row.proposed_by,
    )


def account_row(row: ProviderAccount) -> ProviderAccountRow:
    """With its number masked."""
    return ProviderAccountRow(
        row.pk,
        row.version,
        row.bank,
        row.holder,
        mask_account(str(row.number)),
        row.state,
        row.get_state_display(),
        row.reason,
        row.usable_from,
        row.proposed_by,
    )


def settlement_rows(rows: Sequence[Settlement]) -> list[SettlementRow]:
    """Read with `provider`; where each payment stands by one query more."""
    lines = {
        each.settlement_id: each
        for each in Instruction.objects.filter(
            settlement__in=[each.pk for each in rows], state__in=[*LIVE, "held"]
        )
        .exclude(batch__state="cancelled")
        .order_by("pk")
    }
    return [_settlement(each, lines.get(each.pk)) for each in rows]


def _settlement(row: Settlement, line: Instruction | None) -> SettlementRow:
    return SettlementRow(
        row.pk,
        row.number,
        row.division,
        row.label,
        row.provider_id,
        row.provider.name,
        title_of(row.provider.benefit),
        Month.of(row.month),
        row.count,
        row.price_fen,
        row.amount_fen,
        row.state,
        row.get_state_display(),
        line.batch_id if line else None,
        line.get_state_display() if line else "",
        row.agreed_name,
        row.agreed_on,
        row.reason,
    )


def dispute_row(row: Dispute) -> DisputeRow:
    """As the page of its redemption shows it."""
    return DisputeRow(
        row.pk,
        row.redemption_id,
        row.reason,
        row.outcome,
        row.get_outcome_display(),
        row.finding,
        row.raised_by,
        row.raised_at,
    )
