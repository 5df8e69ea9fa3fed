"""Mutation tests of the rules: ``python tools/mutate_rules.py --help``.

Rules are data that the engine reads with ``ast``, so ordinary mutation tools do not see them.  The
work is done in the package ``tools.mutation``, which begins with ``__main__``.
"""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    runpy.run_module("tools.mutation", run_name="__main__")
