"""绿●正常, 黄▲将到期, 红■逾期, 灰‖挂起, 蓝◆未到期: a limit. Never by colour alone: sign, words, time left."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from shiyu.base.clock import city_zone
from shiyu.base.words import Words


class Colour(Enum):
    """The lamps; a case without a running limit has none. Blue is for systems that tell 未到期 from 按期."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
    BLUE = "blue"


_SIGNS = {Colour.GREEN: "●", Colour.YELLOW: "▲", Colour.RED: "■", Colour.GREY: "‖", Colour.BLUE: "◆"}
_WORDS = {
    Colour.GREEN: Words("正常", "On time"),
    Colour.YELLOW: Words("将到期", "Near due"),
    Colour.RED: Words("逾期", "Overdue"),
    Colour.GREY: Words("挂起", "Paused"),
    Colour.BLUE: Words("未到期", "Not due yet"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    """One lamp: its words hold the remaining time, `exact` the due moment."""

    colour: Colour
    words: Words
    exact: str

    @property
    def sign(self) -> str:
        """The shape that says the same as the colour."""
        return _SIGNS[self.colour]


def lamp_of(*, due_at: datetime, warn_at: datetime | None, now: datetime, paused: bool = False) -> Lamp:
    """The lamp of a limit that ends at `due_at`; yellow from `warn_at` on, else in the last day."""
    exact = f"{due_at.astimezone(city_zone()):%Y-%m-%d %H:%M}"
    if paused:
        return Lamp(colour=Colour.GREY, words=_WORDS[Colour.GREY], exact=exact)
    if now >= due_at:
        late = _length(now - due_at)
        return Lamp(colour=Colour.RED, words=Words(f"逾期{late.zh}", f"Overdue by {late.en}"), exact=exact)
    near = warn_at if warn_at is not None else due_at - timedelta(days=1)
    colour = Colour.YELLOW if now >= near else Colour.GREEN
    said, left = _WORDS[colour], _length(due_at - now)
    return Lamp(colour=colour, words=Words(f"{said.zh} 剩{left.zh}", f"{said.en}, {left.en} left"), exact=exact)


def _length(span: timedelta) -> Words:
    """A span in the largest unit that is at least one: days, hours, minutes."""
    minutes = max(1, int(span.total_seconds() // 60))
    for size, zh, en in ((1440, "天", "d"), (60, "小时", "h")):
        if minutes >= size:
            return Words(f"{minutes // size}{zh}", f"{minutes // size} {en}")
    return Words(f"{minutes}分钟", f"{minutes} min")
