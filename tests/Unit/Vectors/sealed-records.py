#!/usr/bin/env python3
"""Writes sealed-records.json beside it and the seeds of ../Corpus/records: the formats of docs/sealed-record-format.md, built a second time.

Shares nothing with the product but the document. HMAC and BLAKE2b are Python's own; Argon2id and XChaCha20-Poly1305 are libsodium's.
"""
import ctypes
import hashlib
import hmac
import json
import pathlib
import struct

HERE = pathlib.Path(__file__).parent
SODIUM = ctypes.CDLL("libsodium.so.23")
U64, SIZE = ctypes.c_ulonglong, ctypes.c_size_t


def argon2id(passphrase, salt, passes, kib):
    out = ctypes.create_string_buffer(32)
    assert SODIUM.crypto_pwhash(out, U64(32), passphrase, U64(len(passphrase)), salt, U64(passes), SIZE(kib * 1024), 2) == 0
    return out.raw


def subkey(root, number):
    return hashlib.blake2b(b"", digest_size=32, key=root, salt=struct.pack("<QQ", number, 0), person=b"Csign-v1" + bytes(8)).digest()


def seal(key, nonce, associated, plaintext):
    out = ctypes.create_string_buffer(len(plaintext) + 16)
    assert SODIUM.crypto_aead_xchacha20poly1305_ietf_encrypt(
        out, None, plaintext, U64(len(plaintext)), associated, U64(len(associated)), None, nonce, key) == 0
    return out.raw


def f8(value):
    return struct.pack(">B", len(value)) + value


def f16(value):
    return struct.pack(">H", len(value)) + value


def f32(value):
    return struct.pack(">I", len(value)) + value


class Lock:
    def __init__(self, passphrase, kib, passes, salt, vault):
        root = argon2id(passphrase, salt, passes, kib)
        proven = b"CSVH" + struct.pack(">BBIII", 1, 1, kib, passes, 1) + salt + vault
        self.header = proven + hmac.digest(subkey(root, 2), proven, "sha256")
        self.wrap = subkey(root, 1)

    def wrapped(self, owner, version, nonce, key):
        outer = b"CSDK" + struct.pack(">B", 1) + f8(owner) + struct.pack(">Q", version)
        return outer + nonce + seal(self.wrap, nonce, outer + self.header, key)


def label(kind, owner, name, version, exchange, belongs=b"", public=b""):
    return (b"CSSR" + struct.pack(">BB", 1, kind) + f8(owner) + f8(name) + struct.pack(">Q", version)
            + f8(exchange) + f8(belongs) + f16(public))


def record(key, nonce, outer, content):
    return outer + nonce + f32(seal(key, nonce, outer, content))


def key_content(kind, secret, api_key=b"", permissions=b"", created=0, activated=0):
    return struct.pack(">BBQQ", 1, kind, created, activated) + f8(api_key) + f16(permissions) + f16(secret)


def bot_content(api_key, secret, policy, created):
    return struct.pack(">BQ", 1, created) + api_key + secret + f32(policy)


def main():
    passphrase, salt, vault = b"correct horse battery staple", bytes(range(16)), bytes(range(16, 32))
    lock = Lock(passphrase, 65536, 3, salt, vault)
    weak = Lock(passphrase, 8192, 1, salt, vault)
    data_key, other_key = bytes(range(32, 64)), bytes(range(64, 96))
    nonce = lambda number: bytes([number]) * 24
    self_, mallory = b"self", b"mallory"
    wrapped = lock.wrapped(self_, 1, nonce(1), data_key)

    # The key of RFC 8032, section 7.1, test 1.
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = bytes.fromhex("302a300506032b6570032100d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    content = key_content(2, seed, b"K" * 64, b'{"enableReading":true}', 1736393892000, 1736393893000)
    bot = bot_content(b"A" * 64, b"S" * 64, b'{"symbols":["BTCUSDT"]}', 1736393892000)
    key_label = label(1, self_, b"main", 3, b"live", b"", public)
    bot_label = label(2, self_, b"grid", 2, b"http://127.0.0.1:8080", b"main")
    good = record(data_key, nonce(2), key_label, content)
    good_bot = record(data_key, nonce(3), bot_label, bot)

    def relabelled(sealed, old, new):
        assert sealed.startswith(old)
        return new + sealed[len(old):]

    def flipped(value, at):
        return value[:at] + bytes([value[at] ^ 1]) + value[at + 1:]

    bad = [
        ("weakened key derivation", "header", weak.header, weak.wrapped(self_, 1, nonce(1), data_key), good),
        ("salt changed", "header", flipped(lock.header, 18), wrapped, good),
        ("vault id changed", "header", flipped(lock.header, 34), wrapped, good),
        ("memory raised", "header", flipped(lock.header, 9), wrapped, good),
        ("data key of another owner", "data key", lock.header, relabelled(wrapped, wrapped[:18], wrapped[:5] + f8(b"selg") + wrapped[10:18]), good),
        ("data key of another version", "data key", lock.header, flipped(wrapped, 17), good),
        ("data key wrapped by another lock", "data key", lock.header, weak.wrapped(self_, 1, nonce(1), data_key), good),
        ("data key cut off", "data key", lock.header, wrapped[:-1], good),
        ("another owner", "record", lock.header, wrapped, relabelled(good, key_label, label(1, mallory, b"main", 3, b"live", b"", public))),
        ("another name", "record", lock.header, wrapped, relabelled(good, key_label, label(1, self_, b"mein", 3, b"live", b"", public))),
        ("another environment", "record", lock.header, wrapped, relabelled(good, key_label, label(1, self_, b"main", 3, b"testnet", b"", public))),
        ("an older version", "record", lock.header, wrapped, relabelled(good, key_label, label(1, self_, b"main", 2, b"live", b"", public))),
        ("another public half", "record", lock.header, wrapped, relabelled(good, key_label, label(1, self_, b"main", 3, b"live", b"", flipped(public, 43)))),
        ("another exchange key", "record", lock.header, wrapped,
         relabelled(good_bot, bot_label, label(2, self_, b"grid", 2, b"http://127.0.0.1:8080", b"other"))),
        ("another port", "record", lock.header, wrapped, relabelled(good_bot, bot_label, label(2, self_, b"grid", 2, b"http://127.0.0.1:8081", b"main"))),
        ("label and content of two records", "record", lock.header, wrapped, relabelled(good_bot, bot_label, key_label)),
        ("nonce changed", "record", lock.header, wrapped, flipped(good, len(key_label))),
        ("ciphertext changed", "record", lock.header, wrapped, flipped(good, len(key_label) + 28)),
        ("tag changed", "record", lock.header, wrapped, flipped(good, len(good) - 1)),
        ("cut off", "record", lock.header, wrapped, good[:-1]),
        ("a byte more", "record", lock.header, wrapped, good + b"\0"),
        ("under another data key", "record", lock.header, wrapped, record(other_key, nonce(2), key_label, content)),
        ("not canonical: default port", "record", lock.header, wrapped,
         record(data_key, nonce(4), label(1, self_, b"main", 3, b"https://example.com:443", b"", public), content)),
        ("not canonical: upper case", "record", lock.header, wrapped,
         record(data_key, nonce(5), label(1, b"Self", b"main", 3, b"live", b"", public), content)),
    ]
    vectors = {
        "_about": "Sealed records with the failures that an implementation must show; made by sealed-records.py. All bytes in hexadecimal.",
        "passphrase": passphrase.decode(),
        "header": lock.header.hex(),
        "wrappedDataKey": wrapped.hex(),
        "dataKey": data_key.hex(),
        "good": [
            {"name": "exchange key", "record": good.hex(), "content": content.hex()},
            {"name": "bot", "record": good_bot.hex(), "content": bot.hex()},
        ],
        "bad": [
            {"name": name, "failsAt": where, "header": header.hex(), "wrappedDataKey": data.hex(), "record": sealed.hex()}
            for name, where, header, data, sealed in bad
        ],
    }
    (HERE / "sealed-records.json").write_text(json.dumps(vectors, indent=2) + "\n")

    corpus = HERE.parent / "Corpus" / "records"
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = {
        "header": lock.header,
        "data-key": wrapped,
        "key-record": good,
        "bot-record": good_bot,
        "key-content": content,
        "key-content-hmac": key_content(1, b"NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"),
        "bot-content": bot,
        "record-longest-lengths": b"CSSR\1\1" + b"\xff" * 600,
        "record-ciphertext-of-4-gib": key_label + nonce(0) + b"\xff\xff\xff\xff" + bytes(64),
        "record-empty-names": label(1, b"", b"", 1, b"live") + nonce(0) + f32(bytes(17)),
        "record-version-0": label(1, self_, b"main", 0, b"live") + nonce(0) + f32(bytes(17)),
        "record-bot-without-key": label(2, self_, b"grid", 1, b"live") + nonce(0) + f32(bytes(17)),
        "record-key-with-key": label(1, self_, b"main", 1, b"live", b"main") + nonce(0) + f32(bytes(17)),
        "record-plain-http-elsewhere": label(1, self_, b"main", 1, b"http://example.com") + nonce(0) + f32(bytes(17)),
        "content-time-before-1970": b"\1\2" + b"\xff" * 16 + f8(b"") + f16(b"") + f16(seed),
        "content-header-injection": key_content(2, seed, b"key\r\nX-Evil: 1"),
    }
    for name, value in seeds.items():
        (corpus / (name + ".bin")).write_bytes(value)


main()
