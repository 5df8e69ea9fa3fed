"""The mutation tool's score: ``python -m benchmarks.rules.mutation NUMBER`` (0: all mutants)."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def main(sample: str) -> None:
    """Run the tool and print its score in per cent."""
    tool = ROOT / "tools" / "mutate_rules.py"
    command = [sys.executable, str(tool), "--json", "--sample", sample]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if not done.stdout.startswith("{"):
        sys.exit(done.stderr)
    figures = json.loads(done.stdout)
    score, seconds = figures["score"], figures["seconds"]
    failing = len(done.stderr.splitlines())
    which = "all mutants" if sample == "0" else f"a sample of {sample}"
    note = f"{which}; {failing} examples fail as written" if failing else which
    print(json.dumps({"score": score, "note": note, "seconds": seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
