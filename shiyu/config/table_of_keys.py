"""Settings of the keys: without them nothing sealed opens, so production wants them given."""

from shiyu.base.words import Words
from shiyu.config.environment import Setting, hexadecimal, long_text, several_hexadecimal

KEYS = (
    Setting(
        name="SHIYU_SECRET_KEY",
        kind=long_text(32),
        default="",
        secret=True,
        needed_in_production=True,
        meaning=Words("会话与表单签名密钥", "Key that signs sessions and forms"),
    ),
    Setting(
        name="SHIYU_DATA_KEY",
        kind=hexadecimal(32),
        default="",
        secret=True,
        needed_in_production=True,
        meaning=Words("SM4 密钥，加密联系方式等个人信息", "SM4 key that encrypts contacts and other personal data"),
    ),
    Setting(
        name="SHIYU_DATA_KEYS_RETIRED",
        kind=several_hexadecimal(32),
        default="",
        secret=True,
        meaning=Words(
            "更换后仍需用来解密旧数据的 SM4 密钥，用逗号分隔",
            "SM4 keys given up that still open older data, between commas",
        ),
    ),
    Setting(
        name="SHIYU_INDEX_KEY",
        kind=hexadecimal(64),
        default="",
        secret=True,
        needed_in_production=True,
        meaning=Words(
            "加密字段查找索引（HMAC-SM3）的密钥",
            "Key of the blind index (HMAC-SM3) by which encrypted contacts are found",
        ),
    ),
    Setting(
        name="SHIYU_SEAL_KEY",
        kind=hexadecimal(64),
        default="",
        secret=True,
        needed_in_production=True,
        meaning=Words("Ed25519 私钥种子，用于每日封存", "Seed of the Ed25519 key that signs the daily seal"),
    ),
)
