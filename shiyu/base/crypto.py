"""Sealing, hiding and hashing: every cryptographic step of the platform goes through these functions.

National algorithms where the law asks for them (SM3, SM4; GB/T 39786-2021), Ed25519 for the daily seal, because no kept
library offers SM2. Libraries are not certified products: a city that buys a certified 密码机 writes one class with the
methods of `CryptoProvider`, names it in the setting `SHIYU_CRYPTO_PROVIDER`, and nothing else changes.
"""

import secrets
from functools import lru_cache
from typing import ClassVar, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words

SALT_LENGTH = 16  # bytes; fixed, so that salt ‖ data can be taken apart in one way only
SOFTWARE_PROVIDER = "shiyu.base.crypto_software.SoftwareProvider"


class CryptoError(ShiyuError):
    """A cryptographic step failed; nothing was revealed and nothing was stored."""

    code: ClassVar[str] = "crypto"
    http_status: ClassVar[int] = 500
    sentence = Words("密码运算失败。", "A cryptographic step failed.")


class CannotDecrypt(CryptoError):
    """The bytes were changed, cut, or belong to another context than the one named."""

    code = "cannot_decrypt"
    sentence = Words(
        "密文无法解密：内容被改动、不完整，或不属于这条记录。",
        "This cannot be decrypted: it was changed, is incomplete, or belongs to another record.",
    )


class UnknownKey(CryptoError):
    """Encrypted under a key that is not in the key ring."""

    code = "unknown_key"
    sentence = Words(
        "密文使用的密钥（标识 {key_id}）不在密钥环中，请把旧密钥加入 SHIYU_DATA_KEYS_RETIRED。",
        "This was encrypted under key {key_id}, which is not in the key ring; add it to SHIYU_DATA_KEYS_RETIRED.",
    )


class WrongKey(CryptoError):
    """A key of the wrong length."""

    code = "wrong_key"
    sentence = Words(
        "密钥 {name} 应为 {expected} 字节，实际为 {found} 字节。",
        "Key {name} must be {expected} bytes long, not {found}.",
    )


class Hasher(Protocol):
    """A running hash, for what is too large to hold in memory."""

    def update(self, data: bytes, /) -> object:
        """Take in more bytes."""

    def digest(self) -> bytes:
        """The hash of all bytes taken in."""


class CryptoProvider(Protocol):
    """What a 密码机 must be able to do; the keys never leave it."""

    def sm3(self, data: bytes) -> bytes:
        """GB/T 32905 hash, 32 bytes."""

    def sm3_hasher(self) -> Hasher:
        """A running SM3."""

    def encrypt(self, plain: bytes, *, context: bytes) -> bytes:
        """Encrypt so that only `decrypt` with the same context gives `plain` back."""

    def decrypt(self, sealed: bytes, *, context: bytes) -> bytes:
        """The plain bytes, or `CannotDecrypt` or `UnknownKey`."""

    def keyed_hash(self, data: bytes) -> bytes:
        """HMAC-SM3 under the index key, 32 bytes."""

    def sign(self, data: bytes) -> bytes:
        """Signature under the seal key."""

    def verify_signature(self, data: bytes, signature: bytes, public_key: bytes) -> bool:
        """Whether the holder of `public_key` signed exactly `data`."""

    def public_key(self) -> bytes:
        """The public half of the seal key."""


@lru_cache(maxsize=4)
def _provider_at(path: str) -> CryptoProvider:
    return cast("CryptoProvider", import_string(path)())


def provider() -> CryptoProvider:
    """The provider that the setting `SHIYU_CRYPTO_PROVIDER` names; without it the software one."""
    return _provider_at(getattr(settings, "SHIYU_CRYPTO_PROVIDER", SOFTWARE_PROVIDER))


def sm3(data: bytes) -> bytes:
    """SM3 (GB/T 32905) of `data`, 32 bytes."""
    return provider().sm3(data)


def sm3_hasher() -> Hasher:
    """A running SM3 for streams."""
    return provider().sm3_hasher()


def new_salt() -> bytes:
    """16 random bytes, for one text and never used again."""
    return secrets.token_bytes(SALT_LENGTH)


def salted_sm3(salt: bytes, data: bytes) -> bytes:
    """SM3(salt ‖ data): stands in the chain for an erasable text, and betrays nothing once the salt is gone."""
    if len(salt) != SALT_LENGTH:
        raise WrongKey(name="salt", expected=SALT_LENGTH, found=len(salt))
    return provider().sm3(salt + data)


def encrypt(plain: bytes, *, context: bytes) -> bytes:
    """Encrypt `plain` bound to `context`, the place it belongs to (`b"party.phone:<id>"`).

    The context is not secret and not stored; bytes moved to another record do not open there.
    """
    return provider().encrypt(plain, context=context)


def decrypt(sealed: bytes, *, context: bytes) -> bytes:
    """What `encrypt` was given under the same context. Raises `CannotDecrypt` or `UnknownKey`."""
    return provider().decrypt(sealed, context=context)


def blind_index(value: str, *, purpose: str) -> bytes:
    """32 bytes by which equal values find each other (phones, query codes) without being stored readable.

    Different purposes give unrelated bytes for one value. The caller brings the value to one spelling first: an index
    knows no likeness.
    """
    name = purpose.encode()
    return provider().keyed_hash(len(name).to_bytes(2, "big") + name + value.encode())


def sign(data: bytes) -> bytes:
    """Ed25519 signature of `data` under the city's seal key, 64 bytes."""
    return provider().sign(data)


def verify_signature(data: bytes, signature: bytes, public_key: bytes) -> bool:
    """Whether the holder of `public_key` signed exactly `data`. Raises `WrongKey` for a key of the wrong length."""
    return provider().verify_signature(data, signature, public_key)


def public_key() -> bytes:
    """The public half of the city's seal key, 32 bytes: may be published, so that anybody can check a seal."""
    return provider().public_key()
