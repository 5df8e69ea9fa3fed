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
)


def declare_all() -> None:
    """Have them made after the next migration."""
    for function in FUNCTIONS:
        declare(function)
