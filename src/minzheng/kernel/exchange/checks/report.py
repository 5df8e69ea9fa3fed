"""The report of a check: what was asked, answered and compared. It is evidence, not a verdict."""

from collections.abc import Iterable
from uuid import UUID

from minzheng.base.clock import business_date
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Unseen
from minzheng.kernel.documents.api import OpenedDocument, keep_made, made_document
from minzheng.kernel.documents.api.typesetting import (
    PDF,
    Block,
    Heading,
    Letter,
    Listed,
    Paragraph,
    Table,
    pdf_of,
)
from minzheng.kernel.exchange.checks.purposes import own_hands, purpose_of
from minzheng.kernel.exchange.checks.results import CheckView, DifferenceView, PartyView
from minzheng.kernel.exchange.checks.states import AuthorisationState
from minzheng.kernel.exchange.checks.viewing import view_of
from minzheng.kernel.exchange.models import CheckRound
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.divisions import path

TITLE = "家庭经济状况核对报告"
DISCLAIMERS = (
    "本报告仅用于所列办件，不得用于其他目的（《中华人民共和国社会救助法》第七十条）。",
    "部门没有答复的情况按“不知道”处理，不作为对家庭有利或不利的依据。",
    "核对结果以数据截至日为准，过了有效期不再采用，须重新核对。",
    "家庭对任何一项有异议的，可以说明并提供证据，由经办机关复核。",
)


@command(permission="check.order", action="check.report")
def check_report(actor: Actor, *, case: UUID) -> UUID:
    """The report of the latest check as it stands now, a PDF kept with the household's papers."""
    own_hands(actor, case)
    # It lies in the household's file, which tells nothing of members who are protected.
    view = view_of(case, open_only=True)
    if view.round is None:
        raise Conflict("这个办件还没有核对。")
    row = CheckRound.objects.select_for_update().get(pk=view.round.id)
    document = keep_made(
        actor,
        content=pdf_of(letter_of(actor, view)),
        media_type=PDF,
        title=f"{TITLE} {view.number}",
        kind="decision",
        household=row.household,
        person=row.person,
    )
    row.report, row.reported_at = document, clock.now()
    row.save(update_fields=["report", "reported_at"])
    payload = {"case": str(case), "document": str(document), "round": row.number}
    touched("check", row.pk, row.division, Label(row.label), payload=payload)
    return document


@query(permission="check.read", action="check.report")
def report_file(actor: Actor, *, case: UUID) -> OpenedDocument:
    """The last report that was made. Raises `Unseen`."""
    purpose_of(case)
    row = CheckRound.objects.filter(case=case).exclude(report=None).order_by("-number").first()
    if row is None or row.report is None:
        raise Unseen
    touched("check", row.pk, row.division, Label(row.label))
    return made_document(UUID(str(row.report)))


def letter_of(actor: Actor, view: CheckView) -> Letter:
    """The report in words."""
    office = "".join(each.name for each in path(actor.division)[-2:])
    return Letter(
        office=f"{office}社会救助经办机构",
        title=TITLE,
        number=f"{view.number}-{view.round.number if view.round else 1}",
        addressee="",
        blocks=tuple(_blocks(view)),
        signed=f"{office}社会救助经办机构",
        dated=clock.today(),
        remarks=DISCLAIMERS,
    )


def _blocks(view: CheckView) -> Iterable[Block]:
    yield Paragraph(f"办件：{view.item_title}（{view.number}）。{_begun(view)}")
    yield Heading("一、核对对象和授权")
    yield Table(
        ("姓名", "关系", "授权"),
        tuple((each.name, _relation(each), _authorised(each)) for each in view.parties),
        (2, 3, 6),
    )
    yield Heading("二、各部门答复")
    yield Table(("部门", "对象", "情况", "数据截至"), tuple(_answers(view)), (5, 2, 6, 3))
    yield Heading("三、申报与核对比对")
    rows = tuple(_line(each) for each in view.differences)
    if rows:
        yield Table(("项目", "对象", "申报", "查到", "比对", "处理"), rows, (5, 2, 4, 4, 4, 4))
    else:
        yield Paragraph("暂时没有可以比对的内容。")
    yield from _open(view)


def _begun(view: CheckView) -> str:
    if view.round is None:
        return ""
    on = business_date(view.round.ordered_at)
    return f"第{view.round.number}次核对，{on:%Y年%m月%d日}由{view.round.orderer}发起。"


def _relation(party: PartyView) -> str:
    if party.supporter:
        return f"{party.member_name}的{party.relation_title}（义务人）"
    return party.relation_title


def _authorised(party: PartyView) -> str:
    given = party.authorisation
    if given is None:
        return "未授权，没有查询"
    if given.state != AuthorisationState.GIVEN:
        return f"{given.state_title}，没有查询"
    signer = f"，监护人{given.guardian_name}" if given.guardian_name else ""
    return f"{given.signed_on:%Y-%m-%d} {given.method_title}{signer}"


def _answers(view: CheckView) -> Iterable[tuple[str, ...]]:
    for party in view.parties:
        for each in party.requests:
            day = f"{each.snapshot_on:%Y-%m-%d}" if each.snapshot_on else "—"
            yield each.source_title, party.name, each.state_title, day


def _line(each: DifferenceView) -> tuple[str, ...]:
    return (
        each.fact_title,
        each.whose,
        each.declared_text,
        each.found_text,
        each.kind_title,
        f"{each.state_title}：{each.settled_because}" if each.settled_because else each.state_title,
    )


def _open(view: CheckView) -> Iterable[Block]:
    yield Heading("四、尚未明确的事项")
    items = [
        *(f"{name}尚未授权" for name in view.state.unauthorised),
        *(f"{name}不同意查询" for name in view.state.refused),
        *(f"{title}尚未答复" for title in view.state.waiting),
        *(f"{title}没有可用的答复" for title in view.state.failed),
    ]
    if view.state.unsettled:
        items.append(f"{view.state.unsettled}项差异尚未处理")
    yield Listed(tuple(items)) if items else Paragraph("没有。")
