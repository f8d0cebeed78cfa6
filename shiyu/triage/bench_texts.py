"""Where the benches of triage find their real texts: in `shared/data/requests` beside the project, never in it."""

from pathlib import Path

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words

TEXTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "requests"


class NoTexts(ShiyuError):
    """The texts to measure on are not on this machine."""

    code = "no_texts"
    http_status = 503
    sentence = Words(
        "没有测评文本 {path}：它们的许可不允许随项目分发，请放在项目旁边的 shared/data/requests 里。",
        "There are no texts to measure on at {path}: their licence allows no copy in the project; put them into "
        "shared/data/requests beside it.",
    )


def texts_at(name: str) -> Path:
    """The file of that name. Raises NoTexts where it is not there."""
    path = TEXTS / name
    if not path.is_file():
        raise NoTexts(path=f"../shared/data/requests/{name}")
    return path
