"""What must not stand in any file of the project: addresses of registries, paths of a machine."""

import re

import pytest

from tests.architecture.sources import kept, kept_files, text_of

# Put together here, so that this file does not contain what it looks for.
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry." + "npmjs",
    "index" + "-" + "url",
]
REGISTRIES += ["find" + "-links", "trusted" + "-host", "file:" + "///"]
MACHINE = [f"/{folder}/" for folder in ("work", "root", "tmp")]
SETTINGS_OF_TOOLS = {"--no-emit-" + REGISTRIES[3]}

ADDRESS = re.compile("|".join(map(re.escape, REGISTRIES)))
PATH = re.compile(r"(?<![a-zA-Z0-9_.\-}])(" + "|".join(MACHINE) + ")")
ANY_ADDRESS_OR_PATH = re.compile(r"https?://|(?<!\w)/[a-z]+/|^\s*-(?!-hash)", re.MULTILINE)


def found_in(text: str) -> list[str]:
    """Registry addresses and machine paths in a text."""
    for setting in SETTINGS_OF_TOOLS:
        text = text.replace(setting, "")
    return [match.group() for pattern in (ADDRESS, PATH) for match in pattern.finditer(text)]


def test_no_file_names_a_registry_or_a_machine() -> None:
    assert not {str(path): found for path in kept_files() if (found := found_in(text_of(path)))}


@pytest.mark.parametrize(
    "text",
    [
        "--extra-" + REGISTRIES[3] + " mirror",
        "see https://" + REGISTRIES[0] + "/simple",
        "open('" + MACHINE[0] + "a.txt')",
        "=" + MACHINE[1] + ".cache",
    ],
)
def test_an_address_or_a_path_is_found(text: str) -> None:
    assert found_in(text)


@pytest.mark.parametrize("text", ["src/work/a.py", "https://example.org/tmp/a", "root/"])
def test_ordinary_text_is_spared(text: str) -> None:
    assert not found_in(text)


def test_locks_hold_nothing_but_versions_and_hashes() -> None:
    locks = kept("requirements/*.txt")
    assert locks
    assert not {str(lock) for lock in locks if ANY_ADDRESS_OR_PATH.search(text_of(lock))}


@pytest.mark.parametrize("line", ["-e .", "--" + REGISTRIES[3] + " x", "a @ https://b/c.whl"])
def test_more_in_a_lock_is_found(line: str) -> None:
    assert ANY_ADDRESS_OR_PATH.search(f"a==1 \\\n    --hash=sha256:0\n{line}\n")
