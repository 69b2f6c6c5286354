"""Numbered steps that build and change the local file. ``HEAD`` is the newest: parallel steps conflict in git here.

After a new step: ``python -P -m tools.write_structure`` writes head.sql, from which an empty file is built at once.
"""

HEAD = "0026"

TABLES = frozenset(
    {
        "alembic_version",
        "anonymous_boxes",
        "batches",
        "board_rows",
        "bundle_rows",
        "case_keys",
        "case_names",
        "case_rows",
        "case_tails",
        "doubted_acts",
        "drafts",
        "entries",
        "exchange_marks",
        "forks",
        "held_batches",
        "key_wraps",
        "late_batches",
        "ledger_rows",
        "numbers",
        "paper_rows",
        "parcel_receipts",
        "parcels",
        "rating_reasons",
        "rating_rows",
        "rating_slots",
        "read_models",
        "result_rows",
        "staff_rows",
        "stations",
        "taken_entries",
        "task_rows",
        "wrong_pins",
    }
)
"""The tables of all steps, so that a start notices a missing one; a test compares them with the migrations."""
