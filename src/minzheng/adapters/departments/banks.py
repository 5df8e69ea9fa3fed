"""Banks, securities, insurance and payment institutions: balances, account by account."""

from minzheng.adapters.departments.invented import Invented, Told

ADULT = 18


def told(person: Invented) -> list[Told]:
    """Its records of an invented person."""
    found: list[Told] = []
    if person.age >= ADULT:
        yuan = person.roll("savings", 9_000)
        if person.happens("rich", 6):
            yuan += 40_000 + person.roll("fortune", 90_000)
        found.append({"record": "assets", "value": yuan * 100, "note": "银行存款"})
        if person.happens("payments", 70):
            fen = person.roll("change", 90_000)
            found.append({"record": "assets", "value": fen, "note": "支付账户余额"})
    return found
