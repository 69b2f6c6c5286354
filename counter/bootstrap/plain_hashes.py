"""Python's own hashes in the window, so that no third OpenSSL is loaded for them.

sqlcipher3 and cryptography each bring an OpenSSL of their own; Python's ``_hashlib`` and ``_ssl`` load the system's
beside them, 4.6 MB of a window's memory (docs/decisions/0011). A module that is None in ``sys.modules`` counts as
missing (the import system's own rule), and where these two are missing ``hashlib``, ``hmac`` and ``secrets`` compute by
the C code that Python ships, ``http.client`` does without HTTPS: the print system of this machine is asked over plain
HTTP, and nothing else of the window speaks it. What would need TLS in this process imports ``ssl`` and is told at once
that it is not there; then this file goes.
"""

from __future__ import annotations

import sys

SYSTEMS_OPENSSL = ("_hashlib", "_ssl")


def hash_plainly() -> None:
    """From now on hashes are Python's own; nothing is changed where OpenSSL's are loaded already."""
    if not any(sys.modules.get(name) for name in SYSTEMS_OPENSSL):
        for name in SYSTEMS_OPENSSL:
            sys.modules[name] = None  # type: ignore[assignment]  # the import system's word for missing
