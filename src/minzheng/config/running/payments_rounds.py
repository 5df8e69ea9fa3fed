"""What the worker does for payments beside the queue: banks are asked what nobody else can know.

Beside it, because a batch whose worker died on the way to the bank waits for exactly this.
"""

from minzheng.config.running.rounds import Round
from minzheng.kernel.payments import on_the_way, sending

_ASK_SECONDS = 20.0


def payments_rounds() -> tuple[Round, ...]:
    """In the order of how soon somebody waits for them."""
    return (
        Round("banks", _ASK_SECONDS, sending.ask_all),
        # A thread of its own: a bank that does not answer may hold the other one up.
        Round("unanswered", _ASK_SECONDS, _watch),
    )


def _watch() -> None:
    on_the_way.watch()
