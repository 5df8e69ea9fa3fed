"""What the worker does for casework, found by procrastinate by the name of this module.

Every task may be done twice: states and locks in the database see to that.
"""

from uuid import UUID

from procrastinate.contrib.django import app

from minzheng.kernel.casework import notifying, rounds
from minzheng.kernel.casework.publicity import closing
from minzheng.kernel.casework.windows import receiving

ATTEMPTS = 5


@app.task(name="casework.deliver", retry=ATTEMPTS)
def deliver(subject: str) -> None:
    """Lay what a window took in before the place that is responsible."""
    receiving.deliver(UUID(subject))


@app.task(name="casework.tell_window", retry=ATTEMPTS)
def tell_window(subject: str) -> None:
    """Bring a window's receipt up to date."""
    receiving.bring_back(UUID(subject))


@app.task(name="casework.tell_applicant", retry=ATTEMPTS)
def tell_applicant(subject: str) -> None:
    """Send an applicant word that a case has got on."""
    notifying.tell_applicant(UUID(subject))


@app.periodic(cron="13 6 * * *")
@app.task(name="casework.watch_clocks", queueing_lock="casework.watch_clocks")
def watch_clocks(timestamp: int) -> None:
    """Every morning: limits that have passed."""
    while rounds.watch_clocks():
        pass


@app.periodic(cron="43 2 * * *")
@app.task(name="casework.compare_cases", queueing_lock="casework.compare_cases")
def compare_cases(timestamp: int) -> None:
    """Every night: the same person asking for the same in two places."""
    rounds.compare_cases()


@app.periodic(cron="* * * * *")
@app.task(name="casework.close_notices", queueing_lock="casework.close_notices")
def close_notices(timestamp: int) -> None:
    """Every minute: objections to deliver, notices that are over."""
    closing.close_due()
