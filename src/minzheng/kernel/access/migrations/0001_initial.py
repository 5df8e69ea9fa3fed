"""The first tables."""

from django.db import migrations

from minzheng.kernel.access.migrations.first import accounts, posts, sessions


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [*accounts.OPERATIONS, *posts.OPERATIONS, *sessions.OPERATIONS]
