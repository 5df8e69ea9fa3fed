"""What letters need from above: the templates that lines bring for letters of their own."""

from collections.abc import Callable, Mapping


class TemplatesMissing(RuntimeError):
    """A program's mistake: nobody has said where the lines' templates are."""


_source: list[Callable[[], Mapping[str, str]]] = []


def install_templates(source: Callable[[], Mapping[str, str]]) -> None:
    """Called once by config: slug (`line.name`) -> text of the template."""
    _source[:] = [source]


def line_templates() -> Mapping[str, str]:
    """The templates of the lines. Raises `TemplatesMissing`."""
    if not _source:
        raise TemplatesMissing("config calls letters.ports.install_templates at start")
    return _source[0]()
