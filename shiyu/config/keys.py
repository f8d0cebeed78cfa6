"""Keys of a development or demo installation: made on its first start, kept in its data folder, never in the code."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from shiyu.base.words import Words
from shiyu.cli.postgres.leases import alone
from shiyu.config.environment import SettingRefused

_BYTES = {"SHIYU_SECRET_KEY": 32, "SHIYU_DATA_KEY": 16, "SHIYU_INDEX_KEY": 32, "SHIYU_SEAL_KEY": 32}


def fill_keys(values: dict[str, Any]) -> None:
    """Give each key that the environment left empty the one kept in `SHIYU_HOME/keys.json`."""
    missing = [name for name in _BYTES if not values[name]]
    if missing:
        home: Path = values["SHIYU_HOME"]
        try:
            kept = _keys_of(home)
        except OSError as error:
            why = Words(f"可写的文件夹（{error.strerror}）", f"a folder that can be written ({error.strerror})")
            raise SettingRefused("SHIYU_HOME", given=str(home), allowed=why) from error
        values.update({name: kept[name] for name in missing})


def _keys_of(home: Path) -> dict[str, str]:
    path = home / "keys.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    with alone(home / "keys.lock"):  # two processes may start a fresh installation together
        kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        missing = {name: secrets.token_hex(size) for name, size in _BYTES.items() if name not in kept}
        if missing:
            kept.update(missing)
            _write(path, kept)
    return kept


def _write(path: Path, keys: dict[str, str]) -> None:
    fresh = path.with_name(".keys.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        json.dump(keys, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)
