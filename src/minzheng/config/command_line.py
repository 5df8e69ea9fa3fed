"""``minzheng``: the commands."""

import sys

import typer

from minzheng.base.errors import MinzhengError
from minzheng.config.platform import platform
from minzheng.rules.examples import ExampleRun, read_examples

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def examples(line: str = typer.Option("", help="只运行一个业务线")) -> None:
    """运行各业务线的算例, 列出不一致之处。"""
    installed = platform()
    run = ExampleRun(installed.rulebook, installed.parameters)
    count, differences = 0, 0
    for each in installed.lines:
        if line and each.line.slug != line:
            continue
        for path in sorted((each.folder / "cases").glob("*.yaml")):
            for example in read_examples(path, each.line.slug):
                count += 1
                for difference in run.differences(example):
                    differences += 1
                    typer.echo(str(difference))
    typer.echo(f"{count} 个算例, {differences} 处不一致")
    raise typer.Exit(1 if differences else 0)


@app.callback()
def minzheng() -> None:
    """民政业务平台。"""


def main() -> None:
    """Run a command; what a user can mend is told in one sentence, without a traceback."""
    try:
        app()
    except MinzhengError as error:
        typer.echo(str(error), err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
