"""What is approved, as one hash: SM3 over the canonical lines of a batch, in their order.

A line is what PostgreSQL's COPY writes of these columns. The account number is in it by the version
of the account, to which its ciphertext is bound: another number does not open in its place. Who is
paid may be merged with another file, and a label may change; neither is what was signed.
"""

from uuid import UUID

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.db import connection

_CANONICAL = """
copy (
  select end_to_end_id, award_id, line_id, benefit, to_char(period, 'YYYY-MM'), component,
    amount_fen, account_id, bank, holder, repairs, settlement_id
  from payments_instruction where batch_id = %s order by sequence
) to stdout
"""


def hash_of_lines(batch: UUID) -> str:
    """64 hexadecimal digits; lines that the scope does not see make it another one."""
    whole = Hash(SM3())
    with connection.cursor() as cursor, cursor.copy(_CANONICAL, [batch]) as chunks:
        for chunk in chunks:
            whole.update(bytes(chunk))
    return whole.finalize().hex()
