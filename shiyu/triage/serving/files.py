"""A learned model as one file: checked as a whole before anything of it is believed, and never half written.

Its bytes: the mark, the SM3 of all that follows, the length of the head, the head as JSON, the arrays as `.npz`
without pickle. A power cut leaves a `.part` file and never a short model: rename comes after fsync.
"""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from zipfile import BadZipFile

from django.conf import settings

from shiyu.base.crypto import sm3
from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words

if TYPE_CHECKING:
    from shiyu.triage.learning.model import TextModel

MARK = b"SHIYU-MODEL\n"
FORMAT = 1
_DIGEST, _LENGTH = 32, 4  # bytes
_PART = ".part"


class UnusableModel(ShiyuError):
    """A model file that is not believed; the rules answer instead."""

    code: ClassVar[str] = "unusable_model"
    http_status: ClassVar[int] = 500
    sentence = Words("模型文件不可用：{why}。", "The model file cannot be used: {why}.")


MISSING = Words("文件不在", "it is not there")
DAMAGED = Words("内容已损坏", "it is damaged")
OTHER_FORMAT = Words("是另一版程序的格式（{found}）", "it has the format of another release ({found})")
NO_MODEL = Words("不是模型文件", "it is no model file")
OTHER_MODEL = Words("与登记的版本不符", "it is not the version that was entered")


@dataclass(frozen=True, slots=True)
class Written:
    """A file that would survive a power cut: its name in the folder, SM3 of the whole, bytes."""

    name: str
    checksum: str
    size: int


def folder() -> Path:
    """Where the models of the city lie."""
    place: Path = settings.MODELS_ROOT
    return place


def write_model(model: "TextModel", head: Mapping[str, Any]) -> Written:
    """Write the file durably under a name made of its content. OSError where the disk refuses."""
    content = _packed(model, head)
    checksum = sm3(content).hex()
    name = f"{head['what']}-{checksum[:16]}.model"
    home = folder()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = home / f"{secrets.token_hex(8)}{_PART}"
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(home / name)
        _sync(home)
    finally:
        part.unlink(missing_ok=True)
    return Written(name=name, checksum=checksum, size=len(content))


def read_model(name: str, *, checksum: str = "") -> tuple[dict[str, Any], "TextModel"]:
    """Head and model. Raises `UnusableModel` for anything but a whole file of this format with this SM3."""
    try:
        content = (folder() / name).read_bytes()
    except OSError:
        raise UnusableModel(why=MISSING) from None
    if not content.startswith(MARK):
        raise UnusableModel(why=NO_MODEL)
    digest, rest = content[len(MARK) : len(MARK) + _DIGEST], content[len(MARK) + _DIGEST :]
    if sm3(rest) != digest:
        raise UnusableModel(why=DAMAGED)
    if checksum and sm3(content).hex() != checksum:
        raise UnusableModel(why=OTHER_MODEL)
    return _unpacked(rest)


def sweep_parts() -> int:
    """Take away what a killed training left behind; called by the one training that runs. How many there were."""
    parts = [*folder().glob(f"*{_PART}")]
    for part in parts:
        part.unlink(missing_ok=True)
    return len(parts)


def _packed(model: "TextModel", head: Mapping[str, Any]) -> bytes:
    import numpy as np  # noqa: PLC0415 -- only where a model is written or read

    body = BytesIO()
    np.savez_compressed(body, allow_pickle=False, **model.arrays())
    said = json.dumps({**head, "format": FORMAT, "bytes": body.tell()}, ensure_ascii=False, sort_keys=True).encode()
    rest = len(said).to_bytes(_LENGTH) + said + body.getvalue()
    return MARK + sm3(rest) + rest


def _unpacked(rest: bytes) -> tuple[dict[str, Any], "TextModel"]:
    import numpy as np  # noqa: PLC0415 -- the same

    from shiyu.triage.learning.model import TextModel  # noqa: PLC0415 -- the same

    length = int.from_bytes(rest[:_LENGTH])
    head: dict[str, Any] = json.loads(rest[_LENGTH : _LENGTH + length])
    if head.get("format") != FORMAT:
        raise UnusableModel(why=OTHER_FORMAT.fill(found=str(head.get("format"))[:20]))
    try:
        with np.load(BytesIO(rest[_LENGTH + length :]), allow_pickle=False) as arrays:
            return head, TextModel.of({name: arrays[name] for name in arrays.files})
    except (
        KeyError,
        ValueError,
        OSError,
        BadZipFile,
    ) as problem:  # whole, but made by a release whose arrays were others
        raise UnusableModel(why=OTHER_FORMAT.fill(found=type(problem).__name__)) from problem


def _sync(home: Path) -> None:
    descriptor = os.open(home, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
