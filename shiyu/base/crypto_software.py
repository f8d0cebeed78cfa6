"""The provider of a city without a 密码机: OpenSSL on the machine, keys from the settings.

A sealed value is `version (1) ‖ key id (4) ‖ nonce (12) ‖ ciphertext ‖ tag (16)`. The key id is taken from the key
itself, so rotating needs no numbering: the new key becomes `DATA_KEY`, the old one joins `DATA_KEYS_RETIRED`, and what
it sealed stays readable. Nonces are random: below 2³² values per key a repeated one stays improbable (NIST SP 800-38D,
8.3).
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from shiyu.base.crypto import CannotDecrypt, Hasher, UnknownKey, WrongKey

_VERSION = b"\x01"
_KEY_ID_LENGTH = 4
_NONCE_LENGTH = 12
_TAG_LENGTH = 16
_HEADER_LENGTH = len(_VERSION) + _KEY_ID_LENGTH
_SHORTEST = _HEADER_LENGTH + _NONCE_LENGTH + _TAG_LENGTH
KEY_LENGTHS = {"DATA_KEY": 16, "INDEX_KEY": 32, "SEAL_KEY": 32, "public_key": 32}  # bytes

# Some builds of OpenSSL leave SM3 out of hashlib; `cryptography` brings its own, at about twice the cost of a call.
_IN_HASHLIB = "sm3" in hashlib.algorithms_available


class _SlowHasher:
    """SM3 by `cryptography`, behind the two methods of a hashlib object that are used here."""

    def __init__(self) -> None:
        self._hash = hashes.Hash(hashes.SM3())

    def update(self, data: bytes, /) -> None:
        self._hash.update(data)

    def digest(self) -> bytes:
        return self._hash.copy().finalize()


def _slow_sm3(data: bytes) -> bytes:
    hasher = _SlowHasher()
    hasher.update(data)
    return hasher.digest()


def _slow_keyed_hash(key: bytes, data: bytes) -> bytes:
    mac = HMAC(key, hashes.SM3())
    mac.update(data)
    return mac.finalize()


def _fast_sm3(data: bytes) -> bytes:
    return hashlib.new("sm3", data).digest()


def _fast_keyed_hash(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, "sm3")


_sm3: Callable[[bytes], bytes] = _fast_sm3 if _IN_HASHLIB else _slow_sm3
_keyed_hash: Callable[[bytes, bytes], bytes] = _fast_keyed_hash if _IN_HASHLIB else _slow_keyed_hash


def _right_length(name: str, key: bytes) -> bytes:
    if len(key) != KEY_LENGTHS[name]:
        raise WrongKey(name=name, expected=KEY_LENGTHS[name], found=len(key))
    return key


def _key_id(key: bytes) -> bytes:
    return _sm3(b"shiyu data key\x00" + key)[:_KEY_ID_LENGTH]


@lru_cache(maxsize=8)
def _ring(current: bytes, retired: tuple[bytes, ...]) -> tuple[bytes, Mapping[bytes, algorithms.SM4]]:
    """The id of the key that seals now, and every key that can still open, by its id."""
    keys = (*retired, current)
    return _key_id(current), {_key_id(key): algorithms.SM4(_right_length("DATA_KEY", key)) for key in keys}


@lru_cache(maxsize=8)
def _seal_key(raw: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_right_length("SEAL_KEY", raw))


class SoftwareProvider:
    """`CryptoProvider` by OpenSSL; reads DATA_KEY, DATA_KEYS_RETIRED, INDEX_KEY and SEAL_KEY at every call."""

    def sm3(self, data: bytes) -> bytes:
        """SM3, 32 bytes."""
        return _sm3(data)

    def sm3_hasher(self) -> Hasher:
        """A running SM3."""
        return hashlib.new("sm3") if _IN_HASHLIB else _SlowHasher()

    def _keys(self) -> tuple[bytes, Mapping[bytes, algorithms.SM4]]:
        retired: Sequence[bytes] = getattr(settings, "DATA_KEYS_RETIRED", ())
        return _ring(settings.DATA_KEY, tuple(retired))

    def encrypt(self, plain: bytes, *, context: bytes) -> bytes:
        """SM4-GCM under the present key; header and context are authenticated with it."""
        key_id, ring = self._keys()
        header, nonce = _VERSION + key_id, secrets.token_bytes(_NONCE_LENGTH)
        sealer = Cipher(ring[key_id], modes.GCM(nonce)).encryptor()
        sealer.authenticate_additional_data(header + context)
        sealed = sealer.update(plain) + sealer.finalize()
        return header + nonce + sealed + sealer.tag

    def decrypt(self, sealed: bytes, *, context: bytes) -> bytes:
        """Open with the key the header names. Raises `CannotDecrypt` or `UnknownKey`."""
        header, rest = sealed[:_HEADER_LENGTH], sealed[_HEADER_LENGTH:]
        if len(sealed) < _SHORTEST or not header.startswith(_VERSION):
            raise CannotDecrypt
        key_id = header[len(_VERSION) :]
        key = self._keys()[1].get(key_id)
        if key is None:
            raise UnknownKey(key_id=key_id.hex())
        nonce, body, tag = rest[:_NONCE_LENGTH], rest[_NONCE_LENGTH:-_TAG_LENGTH], rest[-_TAG_LENGTH:]
        opener = Cipher(key, modes.GCM(nonce, tag)).decryptor()
        opener.authenticate_additional_data(header + context)
        try:
            return opener.update(body) + opener.finalize()
        except InvalidTag:
            raise CannotDecrypt from None

    def keyed_hash(self, data: bytes) -> bytes:
        """HMAC-SM3 under INDEX_KEY."""
        return _keyed_hash(_right_length("INDEX_KEY", settings.INDEX_KEY), data)

    def sign(self, data: bytes) -> bytes:
        """Ed25519 under SEAL_KEY, 64 bytes."""
        return _seal_key(settings.SEAL_KEY).sign(data)

    def verify_signature(self, data: bytes, signature: bytes, public_key: bytes) -> bool:
        """Whether `signature` is the one of `data` by the holder of `public_key`."""
        key = Ed25519PublicKey.from_public_bytes(_right_length("public_key", public_key))
        try:
            key.verify(signature, data)
        except InvalidSignature:
            return False
        return True

    def public_key(self) -> bytes:
        """The public half of SEAL_KEY, 32 bytes."""
        return _seal_key(settings.SEAL_KEY).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
