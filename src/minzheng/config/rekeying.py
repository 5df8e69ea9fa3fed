"""New keys, and old ciphertexts made anew with them: both are events of the audit trail."""

from collections.abc import Callable

from django.conf import settings

from minzheng.base.clock import SystemClock
from minzheng.kernel.audit.api import Acting, acting_as, record
from minzheng.kernel.protection.context import entered, everywhere
from minzheng.kernel.protection.cryptography import keyring
from minzheng.kernel.protection.cryptography.keyring import Use
from minzheng.kernel.protection.keys import keyring_path
from minzheng.kernel.protection.rotation import re_encrypt, secret_columns

PURPOSE = "轮换密钥"


def rotate(kinds: list[str], algorithm: str, actor: str) -> None:
    """Give each kind a new active encryption key; running programs notice when they meet it."""
    master, now = settings.MINZHENG_MASTER_KEY, SystemClock().now()
    keyring.rotate(keyring_path(), Use.ENCRYPT, kinds, now, algorithm, master=master)
    with acting_as(Acting(name=actor)), entered(everywhere(PURPOSE)):
        record("key.rotate", payload={"kinds": kinds, "algorithm": algorithm})


def re_encrypt_all(actor: str, tell: Callable[[str, int], None]) -> None:
    """Make every outdated ciphertext anew, in small transactions; `tell` hears table and number."""
    for column in secret_columns():
        total = 0
        while done := re_encrypt(column):
            total += done
        if total:
            tell(f"{column.table}.{column.column}", total)
            with acting_as(Acting(name=actor)), entered(everywhere(PURPOSE)):
                record("key.reencrypt", payload={"table": column.table, "rows": total})
