"""What the database itself refuses, and Django's constraints cannot say.

A membership is of the kind of its household, which the exclusion constraint relies on. The persons
beside the accounts that proposed and approved a bank account are those of these accounts, so that
one human being with two of them is refused by the check on the row.
"""

from django.db import migrations

_RULES = """
alter table registry_membership
  add constraint membership_of_household foreign key (household_id, kind)
    references registry_household (id, kind) deferrable initially deferred;
alter table registry_bankaccount
  add constraint bank_account_proposer foreign key (proposed_by, proposed_person)
    references access_account (id, person),
  add constraint bank_account_approver foreign key (approved_by, approved_person)
    references access_account (id, person),
  add constraint bank_account_whole_approval check (
    (approved_by is null) = (approved_person is null));
"""

_WITHOUT = """
alter table registry_membership drop constraint membership_of_household;
alter table registry_bankaccount drop constraint bank_account_proposer,
  drop constraint bank_account_approver, drop constraint bank_account_whole_approval;
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0008_reviews"), ("access", "0001_initial")]

    operations = [migrations.RunSQL(_RULES, _WITHOUT)]
