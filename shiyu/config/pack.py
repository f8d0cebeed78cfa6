"""What the settings take from the city pack: its folder and its time zone."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shiyu.base.words import Words
from shiyu.config.environment import SettingRefused
from shiyu.config.folders import PACKAGE


@dataclass(frozen=True, slots=True)
class CityFacts:
    """The facts the settings need of a city."""

    time_zone: str


def city_folder(given: Path) -> Path:
    """`given`, or the pack of the same name that came with the package where `given` is not there."""
    for candidate in (given, PACKAGE.parent / "cities" / given.name, PACKAGE / "cities" / given.name):
        if candidate.is_dir():
            return candidate
    allowed = Words("已有的城市包文件夹", "a folder that is there, with a city pack in it")
    raise SettingRefused("SHIYU_CITY", given=repr(str(given)), allowed=allowed)


def city_facts(folder: Path) -> CityFacts:
    """The facts in `city.toml`; `shiyu city check` judges the whole pack, here only the zone is needed."""
    path = folder / "city.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return CityFacts(ZoneInfo(content["time_zone"]).key)
    except (OSError, KeyError, TypeError, ValueError, ZoneInfoNotFoundError):
        allowed = Words(
            "含 city.toml 的文件夹，且其中 time_zone 是有效时区",
            "a folder whose city.toml gives a known time_zone",
        )
        raise SettingRefused("SHIYU_CITY", given=repr(str(folder)), allowed=allowed) from None
