"""The page of commands: what each does, its arguments and options, as the command line has them."""

from collections.abc import Iterator, Mapping
from typing import Any

from minzheng.interfaces.reference.markdown import code, page, table

_INTRODUCTION = (
    "What `minzheng --help` says, on one page. A month is written `2026-11`, an area by its "
    "division code (`320400`, `320402`, …). A command ends with 0 if it did what was asked, with "
    "1 if examples disagree, and with 2 and one sentence about what to do if it could not."
)


def commands_page(program: Any, changing: Mapping[str, str]) -> str:
    """``commands.md`` from the command tree of Typer.

    ``changing`` holds defaults that differ from day to day, and the word that stands for each.
    """
    sections = [_command(name, each, changing) for name, each in _commands(program, "minzheng")]
    return page("Commands", _INTRODUCTION, [_for_all(program, changing), *sections])


def _for_all(program: Any, changing: Mapping[str, str]) -> str:
    """The options that stand before the name of any command."""
    rows = (_row(each, changing) for each in program.params if each.name != "help")
    listed = table(("Option", "What it is", "Default"), rows)
    return f"## Before any command\n\n`minzheng [OPTIONS] COMMAND …`\n\n{listed}"


def _commands(group: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    """Every command below a group, by its whole name."""
    for name, command in group.commands.items():
        whole = f"{prefix} {name}"
        if hasattr(command, "commands"):
            yield from _commands(command, whole)
        else:
            yield whole, command


def _command(name: str, command: Any, changing: Mapping[str, str]) -> str:
    parameters = [each for each in command.params if each.name != "help"]
    arguments = [each for each in parameters if each.param_type_name == "argument"]
    usage = " ".join([name, *(each.name.upper() for each in arguments), "[OPTIONS]"])
    rows = (_row(each, changing) for each in parameters)
    headings = ("Argument or option", "What it is", "Default")
    return "\n\n".join(
        part for part in (f"## {name}", command.help, code(usage), table(headings, rows)) if part
    )


def _row(parameter: Any, changing: Mapping[str, str]) -> tuple[str, ...]:
    if parameter.param_type_name == "argument":
        spelling = code(parameter.name.upper())
    else:
        spelling = ", ".join(code(each) for each in sorted(parameter.opts, key=len))
    return spelling, parameter.help or "", _default(parameter, changing)


def _default(parameter: Any, changing: Mapping[str, str]) -> str:
    if parameter.required:
        again = "; may be given several times" if parameter.multiple else ""
        return f"required{again}"
    value = parameter.default() if callable(parameter.default) else parameter.default
    if value in (None, "", False):
        return ""
    return changing.get(str(value), code(str(value)))
