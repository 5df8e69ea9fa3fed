"""``python -m minzheng.config.running``: the worker, without the weight of the other commands."""

from minzheng.config.django_start import run_as
from minzheng.config.environment import DatabaseRole, read_environment

if __name__ == "__main__":
    run_as(
        DatabaseRole.WORKER,
        "minzheng.config.running.worker:work",
        checkpoints=read_environment().checkpoints,
    )
