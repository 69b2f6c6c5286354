"""Floor: the same libraries as bare JSON, written, read and compared entry by entry, without meaning or words."""

import json


def round_trip(library):
    return json.loads(json.dumps(library, ensure_ascii=False, sort_keys=True))


def differing(old, new):
    parts = [(one, new[part]) for part, one in old.items() if isinstance(one, dict)]
    return [
        key for a, b in parts for key in a.keys() | b.keys()
        if json.dumps(a.get(key), sort_keys=True) != json.dumps(b.get(key), sort_keys=True)
    ]  # fmt: skip
