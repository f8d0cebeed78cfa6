"""Published vectors, and what must not open."""

import hashlib
from collections.abc import Callable, Iterator

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from shiyu.base import crypto, crypto_software
from shiyu.base.crypto import CannotDecrypt, UnknownKey, WrongKey

KEY, OLD_KEY = bytes.fromhex("0123456789abcdeffedcba9876543210"), bytes(range(100, 116))
SEAL = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")  # RFC 8032, 7.1, test 1
CONTEXT = b"party.phone:7"


@pytest.fixture(autouse=True)
def keys() -> Iterator[None]:
    with override_settings(DATA_KEY=KEY, DATA_KEYS_RETIRED=(), INDEX_KEY=bytes(range(32)), SEAL_KEY=SEAL):
        yield


SM3_VECTORS = [  # GB/T 32905-2016, annex A
    (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    (b"", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"),
]


@pytest.mark.parametrize(("data", "digest"), SM3_VECTORS)
def test_sm3(data: bytes, digest: str) -> None:
    running = crypto.sm3_hasher()
    for i in range(0, len(data), 7):
        running.update(data[i : i + 7])
    assert crypto.sm3(data).hex() == digest
    assert running.digest().hex() == digest
    assert crypto_software._slow_sm3(data).hex() == digest


def test_sm3_is_the_fast_one_where_openssl_has_it() -> None:
    assert (crypto_software._sm3 is crypto_software._fast_sm3) == ("sm3" in hashlib.algorithms_available)


def test_both_keyed_hashes_agree() -> None:
    assert crypto_software._slow_keyed_hash(b"k" * 32, b"138") == crypto_software._fast_keyed_hash(b"k" * 32, b"138")


def test_sm4_block() -> None:  # GB/T 32907-2016, annex A
    block = Cipher(algorithms.SM4(KEY), modes.ECB()).encryptor().update(KEY)
    assert block.hex() == "681edf34d206965e86b3e94f536e4246"


def test_sm4_gcm() -> None:  # RFC 8998, A.1
    pairs = "AABBCCDDEEFFEEAA"
    plain = bytes.fromhex("".join(pairs[i : i + 2] * 8 for i in range(0, 16, 2)))
    sealer = Cipher(algorithms.SM4(KEY), modes.GCM(bytes.fromhex("00001234567800000000ABCD"))).encryptor()
    sealer.authenticate_additional_data(bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2"))
    assert (sealer.update(plain) + sealer.finalize()).hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
    )
    assert sealer.tag.hex() == "83de3541e4c2b58177e065a9bf7b62ec"


@given(plain=st.binary(max_size=300), context=st.binary(max_size=40))
def test_what_was_encrypted_comes_back(plain: bytes, context: bytes) -> None:
    assert crypto.decrypt(crypto.encrypt(plain, context=context), context=context) == plain


def test_the_same_text_never_looks_the_same() -> None:
    assert crypto.encrypt(b"13812345678", context=CONTEXT) != crypto.encrypt(b"13812345678", context=CONTEXT)


def test_any_changed_byte_is_noticed() -> None:
    sealed = crypto.encrypt(b"13812345678", context=CONTEXT)
    for i in range(len(sealed)):
        changed = sealed[:i] + bytes([sealed[i] ^ 1]) + sealed[i + 1 :]
        with pytest.raises(UnknownKey if 1 <= i < 5 else CannotDecrypt):
            crypto.decrypt(changed, context=CONTEXT)


@pytest.mark.parametrize("length", [0, 1, 5, 32, 43])
def test_cut_bytes_do_not_open(length: int) -> None:
    sealed = crypto.encrypt(b"13812345678", context=CONTEXT)
    with pytest.raises(CannotDecrypt):
        crypto.decrypt(sealed[:length], context=CONTEXT)


def test_moved_to_another_record_it_does_not_open() -> None:
    with pytest.raises(CannotDecrypt):
        crypto.decrypt(crypto.encrypt(b"1", context=b"party.phone:7"), context=b"party.phone:8")


def test_a_retired_key_opens_but_does_not_seal() -> None:
    with override_settings(DATA_KEY=OLD_KEY):
        old = crypto.encrypt(b"x", context=CONTEXT)
    with pytest.raises(UnknownKey) as refused:
        crypto.decrypt(old, context=CONTEXT)
    assert refused.value.facts == {"key_id": old[1:5].hex()}
    with override_settings(DATA_KEYS_RETIRED=[OLD_KEY]):
        assert crypto.decrypt(old, context=CONTEXT) == b"x"
        assert crypto.encrypt(b"x", context=CONTEXT)[1:5] != old[1:5]


@pytest.mark.parametrize(
    ("setting", "key", "use"),
    [
        ("DATA_KEY", b"short", lambda: crypto.encrypt(b"", context=b"")),
        ("INDEX_KEY", b"k" * 16, lambda: crypto.blind_index("1", purpose="p")),
        ("SEAL_KEY", b"k" * 33, lambda: crypto.sign(b"")),
    ],
)
def test_a_key_of_the_wrong_length_is_named_and_not_shown(setting: str, key: bytes, use: Callable[[], bytes]) -> None:
    with override_settings(**{setting: key}), pytest.raises(WrongKey) as refused:
        use()
    assert refused.value.facts["name"] == setting
    assert key.decode() not in str(refused.value)


def test_blind_index() -> None:
    one = crypto.blind_index("13812345678", purpose="party.phone")
    assert one == crypto.blind_index("13812345678", purpose="party.phone")
    assert len(one) == 32
    assert one != crypto.blind_index("13812345679", purpose="party.phone")
    assert one != crypto.blind_index("13812345678", purpose="account.phone")
    assert crypto.blind_index("bc", purpose="a") != crypto.blind_index("c", purpose="ab")
    with override_settings(INDEX_KEY=b"other" + bytes(27)):
        assert one != crypto.blind_index("13812345678", purpose="party.phone")


def test_seal() -> None:  # RFC 8032, 7.1, test 1
    assert crypto.public_key().hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert crypto.sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155")
    signature = crypto.sign(b"head of the day")
    assert crypto.verify_signature(b"head of the day", signature, crypto.public_key())
    assert not crypto.verify_signature(b"head of the day.", signature, crypto.public_key())
    assert not crypto.verify_signature(b"head of the day", signature[:-1], crypto.public_key())
    with override_settings(SEAL_KEY=bytes(32)):
        assert not crypto.verify_signature(b"head of the day", signature, crypto.public_key())
    with pytest.raises(WrongKey):
        crypto.verify_signature(b"", signature, b"no key")


def test_salt() -> None:
    salt = crypto.new_salt()
    assert len(salt) == 16
    assert salt != crypto.new_salt()
    assert crypto.salted_sm3(salt, b"text") == crypto.sm3(salt + b"text")
    with pytest.raises(WrongKey):
        crypto.salted_sm3(salt[:-1], b"text")


class Machine(crypto_software.SoftwareProvider):
    @override
    def sm3(self, data: bytes) -> bytes:
        return b"from the machine"


def test_a_certified_machine_can_take_over() -> None:
    with override_settings(SHIYU_CRYPTO_PROVIDER=f"{__name__}.Machine"):
        assert crypto.sm3(b"abc") == b"from the machine"
    assert crypto.sm3(b"abc").hex() == SM3_VECTORS[0][1]
