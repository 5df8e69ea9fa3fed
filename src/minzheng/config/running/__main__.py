"""``python -m minzheng.config.running``: ``serve`` and ``worker`` without the other commands."""

import argparse
import sys

from minzheng.base.errors import MinzhengError
from minzheng.config.django_start import run_as
from minzheng.config.environment import DatabaseRole, read_environment
from minzheng.config.running.serving import serve_here


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="minzheng.config.running")
    wanted = parser.add_subparsers(dest="program", required=True)
    wanted.add_parser("worker")
    serve = wanted.add_parser("serve")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=0)
    return parser.parse_args()


def _tell(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def main() -> int:
    """Run until told to stop; what a person can mend is told in one sentence."""
    wanted = _wanted()
    try:
        environment = read_environment()
        if wanted.program == "worker":
            work = "minzheng.config.running.worker:work"
            run_as(DatabaseRole.WORKER, work, checkpoints=environment.checkpoints)
        else:
            serve_here(environment, wanted.host, wanted.port, wanted.workers, _tell)
    except MinzhengError as error:
        sys.stderr.write(f"{error.message}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
