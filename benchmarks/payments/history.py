"""Months that were paid before: written as the superuser, for what is measured comes after."""

import psycopg

_BATCHES = """
insert into payments_batch (id, division, label, number, book_id, month, kind, benefits, state,
  count, total_fen, held_count, held_fen, lines_hash, approved_hash, maker, maker_person, made_at,
  approver, approver_person, approved_at, frozen_by, frozen_person, frozen_on, journal, receipt,
  sent_at, reason, version)
select payments_new_id(), b.division, 'ordinary', 'P' || to_char(m.month, 'YYYYMM'), b.id,
  m.month::date, 'regular', array['elderly.old_age_allowance'], 'confirmed', 0, 0, 0, 0, 'x', 'x',
  a.id, a.person, now(), c.id, c.person, now(), c.id, c.person, m.month::date, payments_new_id(),
  'x', now(), '', 1
from payments_book b
cross join (select date_trunc('month', now()) - make_interval(months => n) as month
  from generate_series(1, 3) n) m
join access_account a on a.username = 'county_officer'
join access_account c on c.username = 'county_approver'
"""
_LINES = """
insert into payments_instruction (id, division, label, batch_id, sequence, end_to_end_id, award_id,
  line_id, benefit, person_id, payee_id, period, component, amount_fen, state, hold_reason,
  account_id, bank, holder, number, account_index, settled_on, outcome_reason)
select payments_new_id(), a.division, a.label, b.id, row_number() over (partition by b.id),
  b.number || row_number() over (partition by b.id), a.id, l.id, a.benefit, a.person_id,
  a.payee_id, b.month, 'regular', l.amount_fen, 'paid', '', k.id, k.bank, k.holder, k.number,
  k.index, b.month, ''
from payments_batch b cross join entitlements_award a
join entitlements_awardline l on l.award_id = a.id
join registry_bankaccount k on k.person_id = a.payee_id
"""


def pay_before(superuser: psycopg.Connection) -> None:
    """Pay every award for the three months before this one."""
    superuser.execute("set session_replication_role = replica")
    superuser.execute(_BATCHES)
    superuser.execute(_LINES)
    superuser.execute("set session_replication_role = origin")
