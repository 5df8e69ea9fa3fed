"""The process apart in which a file is examined: bounded in time and memory, and without a disk.

    python -m minzheng.kernel.documents.checking.sandbox evidence < file

Answers with one line of JSON, `{"objection": …}` or `{"media_type": …}`, and in the second case the
bytes to keep.
"""

import json
import resource
import sys

from minzheng.kernel.documents.checking.bounds import BOUNDS, Bounds
from minzheng.kernel.documents.checking.images import examine_image
from minzheng.kernel.documents.checking.office import examine_office
from minzheng.kernel.documents.checking.pdfs import examine_pdf
from minzheng.kernel.documents.checking.sniffing import IMAGES, Form, form_of
from minzheng.kernel.documents.checking.verdicts import Examined, Objected, Objection


def examine(content: bytes, bounds: Bounds) -> Examined:
    """What is to be kept of a file. Raises `Objected`."""
    if len(content) > bounds.size:
        raise Objected(Objection.SIZE)
    form = form_of(content)
    if form in IMAGES:
        return examine_image(content, bounds)
    if form is Form.PDF:
        return examine_pdf(content, bounds)
    return examine_office(content, bounds)


def confine(bounds: Bounds) -> None:
    """Let this process use no more than the bounds, and write nothing anywhere."""
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.seconds, bounds.seconds))
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    for nothing in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(nothing, (0, 0))


def main() -> None:
    """Examine standard input."""
    bounds = BOUNDS[sys.argv[1]]
    confine(bounds)
    kept = b""
    try:
        examined = examine(sys.stdin.buffer.read(bounds.size + 1), bounds)
        answer, kept = {"media_type": examined.type.media_type}, examined.content
    except Objected as objected:
        answer = {"objection": objected.objection.name}
    except MemoryError:
        answer = {"objection": Objection.BOMB.name}
    except Exception:
        # Whatever a library trips over is a file that does not hold together.
        answer = {"objection": Objection.BROKEN.name}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + kept)


if __name__ == "__main__":
    main()
