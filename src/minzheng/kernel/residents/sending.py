"""The worker's half of signing in: who is meant, an account, a code, a message."""

from uuid import UUID

from minzheng.kernel.access import api as access
from minzheng.kernel.access import clock
from minzheng.kernel.registry.api.residents import resident_of
from minzheng.kernel.residents import codes, ports, texts
from minzheng.kernel.residents.models import SignIn


def send_code(sign_in: UUID) -> bool:
    """Whether a code was sent. Within a scope that sees everybody; repeated, it sends another.

    Only here is it known whether the number is on file: the page that asked never waits for it.
    """
    row = SignIn.objects.filter(pk=sign_in, used_at=None, expires_at__gt=clock.now()).first()
    if row is None or row.index is None:
        return False
    found = resident_of(row.index)
    if found is None:
        return False
    row.account = access.resident_account(row.index, found.name, found.division)
    if row.account is None:
        return False
    code = codes.new_code()
    row.code = codes.digest_of(row.pk, code)
    row.save(update_fields=["account", "code"])
    minutes = int(codes.LASTS.total_seconds()) // 60
    ports.messages().send(found.phone, texts.code_text(code, minutes))
    return True
