"""Areas by whose numbers the rules go: counties, and cities that have none. Public knowledge."""

from minzheng.base.divisions import Level
from minzheng.kernel.access.roles import CITIES_WITHOUT_COUNTIES
from minzheng.kernel.registry.models import Division


def counties() -> tuple[tuple[str, str], ...]:
    """Code and name of every county that exists today, under the names of their cities."""
    rows = Division.objects.filter(valid_to=None, kind="administrative")
    known = dict(rows.filter(level__lte=Level.COUNTY).values_list("code", "name"))
    found = [
        (code, f"{known.get(_city(code), '')}{name}" if _city(code) != code else name)
        for code, name in known.items()
        if not code.endswith("00") or code in CITIES_WITHOUT_COUNTIES
    ]
    return tuple(sorted(found))


def _city(code: str) -> str:
    return f"{code[:4]}00"
