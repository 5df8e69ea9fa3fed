"""The registry's functions that see past row security, each for one narrow question."""

from minzheng.kernel.protection.definers import DefinerFunction, declare

FUNCTIONS = (
    DefinerFunction(
        name="registry_owning_office",
        arguments="sought bytea[]",
        returns="text",
        body="""
  select min(left(d.division, 9)) from public.registry_identitydocument d
  where d.index = any (sought) and d.state = 'confirmed' and (
    d.label = 'ordinary'
    or d.label = any (string_to_array(current_setting('app.labels', true), ',')))
""",
        reason="核验证件号码：只答在不在册和归口的镇街，不给人员信息；看不到的敏感级别一律答不在册",
        reads=("registry_identitydocument",),
        callers=("minzheng_app", "minzheng_worker"),
    ),
    DefinerFunction(
        name="registry_emergency_file",
        arguments="sought bytea",
        returns="jsonb",
        body="""
  select jsonb_build_object(
    'id', p.id, 'name', p.name, 'sex', p.sex, 'birth_date', p.birth_date,
    'death_date', p.death_date, 'division', p.division,
    'contacts', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'whose', c.whose,
        'phone', encode(c.phone, 'hex')) order by c.id)
      from public.registry_contact c where c.person_id = p.id and c.valid_to is null), '[]'),
    'addresses', coalesce((
      select jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind,
        'text', encode(a.text, 'hex')) order by a.id)
      from public.registry_address a where a.person_id = p.id and a.valid_to is null), '[]'),
    'household', (
      select jsonb_agg(jsonb_build_object('name', o.name, 'relation', m.relation) order by m.number)
      from public.registry_membership own
      join public.registry_membership m on m.household_id = own.household_id
        and m.valid @> current_date
      join public.registry_person o on o.id = m.person_id
      where own.person_id = p.id and own.kind = 'assistance' and own.valid @> current_date
        and o.id <> p.id and array[m.label, o.label]::text[] <@ known.labels))
  from (select string_to_array(current_setting('app.labels', true), ',')) as known (labels)
  cross join public.registry_identitydocument d
  join public.registry_person p on p.id = d.person_id
  where d.index = sought and d.state = 'confirmed' and p.merged_into_id is null
    and p.label = any (known.labels)
    and exists (
      select from public.access_emergencygrant g
      where g.person = sought and g.expires > now()
        and g.account_id::text = current_setting('app.account', true))
""",
        reason="紧急查询：经说明理由并告警后，半小时内查看辖区外一个人的基本情况；没有有效授权、或者本人看不到的敏感级别，什么也不给",
        reads=(
            "registry_identitydocument",
            "registry_person",
            "registry_contact",
            "registry_address",
            "registry_membership",
            "access_emergencygrant",
        ),
        callers=("minzheng_app",),
    ),
    DefinerFunction(
        name="registry_concerned_indexes",
        arguments="home uuid, others uuid[]",
        returns="bytea[]",
        body="""
  with people as (
    select unnest(others) as id
    union
    select m.person_id from public.registry_membership m
    where m.household_id = home and (upper_inf(m.valid) or m.valid @> current_date)
  ), supporting as (
    select s.index, s.registered_id from public.registry_supporter s
    join people on people.id = s.person_id where s.valid_to is null
  )
  select array_agg(distinct found.index) from (
    select d.index from public.registry_identitydocument d
    where d.state <> 'superseded' and d.person_id in (
      select id from people union select registered_id from supporting)
    union
    select index from supporting
  ) found where found.index is not null
""",
        reason="回避核查：办件所涉人员及其赡养抚养扶养义务人的证件号码索引，含本人看不到的成员；只给密钥散列，不给任何人员信息",
        reads=("registry_identitydocument", "registry_membership", "registry_supporter"),
        callers=("minzheng_app", "minzheng_worker"),
    ),
    DefinerFunction(
        name="registry_staff_near",
        arguments="home uuid, others uuid[]",
        returns="jsonb",
        body="""
  with party as (
    select unnest(others) as id
    union
    select m.person_id from public.registry_membership m
    where m.household_id = home and (upper_inf(m.valid) or m.valid @> current_date)
  ), staff as (
    select d.person_id as id, d.index from public.registry_identitydocument d
    where d.state <> 'superseded' and (
      exists (
        select from public.access_post o
        where o.person = d.index and o.state = 'active' and o.family = 'business'
          and o.role not in ('resident', 'institution_user', 'partner_department'))
      or exists (
        select from public.registry_rosterentry r
        where r.person_id = d.person_id and (r.valid_to is null or r.valid_to > current_date)))
  ), sign as (
    select s.index, 'self' as sign from staff s join party p on p.id = s.id
    union
    select s.index, 'phone' from staff s
    join public.registry_contact c on c.person_id = s.id and c.valid_to is null and c.whose = ''
    join public.registry_contact o on o.index = c.index and o.valid_to is null and o.whose = ''
    join party p on p.id = o.person_id where p.id <> s.id
    union
    select s.index, 'bank_account' from staff s
    join public.registry_bankaccount b on b.person_id = s.id and b.state = 'approved'
    join public.registry_bankaccount o on o.index = b.index and o.state in ('approved', 'proposed')
    join party p on p.id = o.person_id where p.id <> s.id
    union
    select s.index, 'registration' from staff s
    join public.registry_membership m on m.person_id = s.id and m.kind = 'registration'
      and upper_inf(m.valid)
    join public.registry_membership o on o.household_id = m.household_id and upper_inf(o.valid)
    join party p on p.id = o.person_id where p.id <> s.id
  )
  select jsonb_build_object(
    'signs', coalesce((
      select jsonb_agg(jsonb_build_object('person', encode(index, 'hex'), 'sign', sign))
      from sign), '[]'),
    'addresses', coalesce((
      select jsonb_agg(jsonb_build_object('person', encode(s.index, 'hex'), 'id', a.id,
        'text', encode(a.text, 'hex')))
      from staff s join public.registry_address a on a.person_id = s.id and a.valid_to is null
      where not exists (select from party p where p.id = s.id)
        and exists (select from party p join public.registry_person q on q.id = p.id
          where left(q.division, 9) = left(a.division, 9))), '[]'),
    'own', coalesce((
      select jsonb_agg(jsonb_build_object('id', a.id, 'text', encode(a.text, 'hex')))
      from party p join public.registry_address a on a.person_id = p.id and a.valid_to is null),
      '[]'))
""",
        reason="优亲厚友核查：办件所涉人员与工作人员的住址、电话、银行账户、户籍是否相同；只给工作人员本人的密钥散列和密文，由程序比对后只作标记，不告诉任何人是谁",
        reads=(
            "registry_identitydocument",
            "registry_membership",
            "registry_rosterentry",
            "registry_contact",
            "registry_bankaccount",
            "registry_address",
            "registry_person",
            "access_post",
        ),
        callers=("minzheng_app", "minzheng_worker"),
    ),
)


def declare_all() -> None:
    """Have them made after the next migration."""
    for function in FUNCTIONS:
        declare(function)
