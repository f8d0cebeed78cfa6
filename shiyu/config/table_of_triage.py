"""Settings of triage."""

from shiyu.base.words import Words
from shiyu.config.environment import Setting, whole

TRIAGE = (
    Setting(
        name="SHIYU_MODEL_SECONDS",
        kind=whole(0, 3600),
        default="5",
        meaning=Words(
            "每个进程最多隔多少秒查看一次是否换了模型版本；0 表示不用模型，只按规则研判",
            "Most seconds until a process notices that another model version is in use; 0 uses no model, rules alone",
        ),
    ),
)
