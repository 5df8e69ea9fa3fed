"""The books: every journal adds up to nothing, and stays as it was posted.

A statement that adds entries leaves a row in `payments_posting`; at the commit each journal named
there is counted, once however many entries it has. Entries come only in the transaction of their
journal, so that a journal that was counted is never added to.
"""

from django.db import migrations

_PLACES = """
alter table payments_journal add constraint journal_with_book
  foreign key (book_id, division) references payments_book (id, division)
  on update cascade on delete restrict;
alter table payments_journal
  add constraint journal_poster foreign key (posted_by, posted_person)
    references access_account (id, person),
  add constraint journal_poster_is_a_person check (
    posted_person is not null or posted_by = '00000000-0000-7000-8000-000000000001');
alter table payments_entry add constraint entry_with_journal
  foreign key (journal_id, division, label) references payments_journal (id, division, label)
  on update cascade on delete restrict;
"""
_WITHOUT_PLACES = """
alter table payments_entry drop constraint entry_with_journal;
alter table payments_journal drop constraint journal_poster,
  drop constraint journal_poster_is_a_person, drop constraint journal_with_book;
"""

_POSTING = """
create function payments_journal_begun() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  new.posted_at := now();
  new.posted_in := pg_current_xact_id()::text::bigint;
  if new.reverses is not null and exists (
    select from payments_journal j where j.id = new.reverses and j.kind = 'reversal')
  then
    raise exception 'a reversal is not reversed' using errcode = 'check_violation',
      constraint = 'journal_reversal_stands';
  end if;
  return new;
end $$;
create trigger payments_journal_begun before insert on payments_journal
  for each row execute function payments_journal_begun();

create function payments_entries_added() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if exists (
    select from (select distinct journal_id from added) a
    left join payments_journal j on j.id = a.journal_id
    where j.posted_in is distinct from pg_current_xact_id()::text::bigint)
  then
    raise exception 'a journal takes entries only in the transaction that made it'
      using errcode = 'check_violation', constraint = 'journal_is_closed';
  end if;
  if exists (
    select from (select distinct journal_id, account_id from added) a
    join payments_journal j on j.id = a.journal_id
    left join payments_ledgeraccount c on c.id = a.account_id
    where c.book_id is distinct from j.book_id)
  then
    raise exception 'an entry is on an account of the same book'
      using errcode = 'check_violation', constraint = 'entry_in_its_book';
  end if;
  insert into payments_posting (journal) select distinct journal_id from added;
  return null;
end $$;
create trigger payments_entries_added after insert on payments_entry
  referencing new table as added for each statement execute function payments_entries_added();

create function payments_journal_balances(sought uuid) returns void language plpgsql
set search_path = pg_catalog, public as $$
declare counted record;
begin
  select * into counted from payments_journal_count(sought);
  if counted.total_fen <> 0 or counted.entries < 2 then
    raise exception 'the entries of a journal add up to nothing'
      using errcode = 'check_violation', constraint = 'journal_sums_to_zero';
  end if;
end $$;
create function payments_count_posting() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  perform payments_journal_balances(new.journal);
  return null;
end $$;
create function payments_count_journal() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  perform payments_journal_balances(new.id);
  return null;
end $$;
create constraint trigger payments_posting_sums_to_zero after insert on payments_posting
  deferrable initially deferred for each row execute function payments_count_posting();
create constraint trigger payments_journal_sums_to_zero after insert on payments_journal
  deferrable initially deferred for each row execute function payments_count_journal();

create function payments_books_kept() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  -- A county may get another code, and its books with it; what is written in them stays.
  if tg_op = 'UPDATE' and
    to_jsonb(new) - '{division}'::text[] is not distinct from to_jsonb(old) - '{division}'::text[]
  then
    return new;
  end if;
  raise exception 'the books are not rewritten: reverse and post anew'
    using errcode = 'check_violation', constraint = 'books_kept';
end $$;
create trigger payments_journal_kept before update or delete on payments_journal
  for each row execute function payments_books_kept();
create trigger payments_entry_kept before update or delete on payments_entry
  for each row execute function payments_books_kept();
"""
_WITHOUT_POSTING = """
drop trigger payments_entry_kept on payments_entry;
drop trigger payments_journal_kept on payments_journal;
drop function payments_books_kept();
drop trigger payments_journal_sums_to_zero on payments_journal;
drop trigger payments_posting_sums_to_zero on payments_posting;
drop function payments_count_journal();
drop function payments_count_posting();
drop function payments_journal_balances(uuid);
drop trigger payments_entries_added on payments_entry;
drop function payments_entries_added();
drop trigger payments_journal_begun on payments_journal;
drop function payments_journal_begun();
"""

_SHARES = """
create function payments_shares_whole() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if (select sum(s.permille) from payments_fundshare s
      where s.division = new.division and s.benefit = new.benefit
        and s.from_month = new.from_month) <> 1000
  then
    raise exception 'the shares of a benefit add up to 1000' using errcode = 'check_violation',
      constraint = 'fund_shares_whole';
  end if;
  return null;
end $$;
create constraint trigger payments_shares_whole after insert or update on payments_fundshare
  deferrable initially deferred for each row execute function payments_shares_whole();
"""
_WITHOUT_SHARES = """
drop trigger payments_shares_whole on payments_fundshare;
drop function payments_shares_whole();
"""

OPERATIONS = [
    migrations.RunSQL(_PLACES, _WITHOUT_PLACES),
    migrations.RunSQL(_POSTING, _WITHOUT_POSTING),
    migrations.RunSQL(_SHARES, _WITHOUT_SHARES),
]
