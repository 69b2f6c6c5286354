"""The window hashes as Python does: no third OpenSSL is loaded beside sqlcipher3's and cryptography's."""

from __future__ import annotations

import subprocess
import sys

WINDOW = """
import sys
from counter.bootstrap.plain_hashes import hash_plainly
hash_plainly()
import hashlib, hmac, secrets, http.client
from counter.db.sealing import sha256
from counter.domain import chain
assert not hasattr(http.client, "HTTPSConnection")
assert sys.modules["_hashlib"] is None and sys.modules["_ssl"] is None
for size in (0, 55, 64, 17000):
    data = bytes(range(256)) * (size // 256 + 1)
    assert sha256(data[:size]) == chain.sha256(data[:size]) == hashlib.new("sha256", data[:size]).digest()
assert hmac.compare_digest(hmac.new(b"k", b"v", "sha256").digest(), hmac.digest(b"k", b"v", "sha256"))
print(chain.sha256(b"abc").hex())
"""
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""FIPS 180-4, first example."""


def test_that_the_window_needs_no_openssl_of_the_system_for_its_hashes() -> None:
    done = subprocess.run([sys.executable, "-c", WINDOW], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [ABC]


def test_that_hashes_stay_what_they_are_where_they_are_loaded_already() -> None:
    there = "import hashlib, sys, counter.bootstrap.plain_hashes as p; p.hash_plainly(); import _hashlib, ssl"
    subprocess.run([sys.executable, "-c", there], check=True)
