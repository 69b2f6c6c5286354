"""Definition of the local schema. Imported only by migrations and tests: SQLAlchemy is slow to load.

The journal itself passes SQL to the driver (docs/decisions/0006); a test proves that the migrations build exactly
this. One table of facts, in one file: who writes a migration reads all of it beside the statements it is compared with.
"""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _integer(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=nullable)


def _blob(name: str, *, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)


def _table(name: str, *parts: SchemaItem, rowid: bool = True) -> Table:
    """A STRICT table: columns enforce their types, so stored and hashed bytes cannot diverge."""
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


def _entry_table(name: str, *indexes: Index) -> Table:
    """Entries of a stream, as they were hashed."""
    return _table(
        name,
        _integer("row"),  # order of arrival in this file
        _text("station"),
        _integer("epoch"),
        _integer("seq"),
        _text("id"),
        _integer("at"),  # microseconds UTC
        _text("boot"),
        _integer("monotonic_ns"),
        _text("actor"),
        _text("kind"),
        _integer("version"),
        _text("subject"),
        _text("base", nullable=True),
        _blob("payload"),
        _blob("sealed", nullable=True),
        _text("taken"),
        _integer("untimely"),
        _blob("prev"),
        _blob("hash"),
        PrimaryKeyConstraint("row"),
        UniqueConstraint("station", "epoch", "seq"),
        UniqueConstraint("id"),
        CheckConstraint("seq > 0", name="seq"),
        CheckConstraint("length(hash) = 32 and length(prev) = 32", name="sha256"),
        Index(None, "subject"),
        *indexes,
    )


entries = _entry_table(
    "entries",  # the own stream
    Index(None, "at", "kind"),  # records across cases are found by when and what they are
)

taken_entries = _entry_table(
    "taken_entries",  # what other stations wrote, and what this one lost and got back
    Index(
        "ix_taken_entries_about_keys",
        "kind",
        "subject",
        sqlite_where=text("kind IN ('key.requested', 'person.forgotten', 'case.handed_over')"),
    ),
    Index(
        "ix_taken_entries_numbers",
        "at",
        "station",
        "epoch",
        "seq",
        "taken",
        sqlite_where=text("taken != ''"),
    ),
)

batches = _table(
    "batches",
    _integer("row"),
    _text("station"),
    _integer("epoch"),
    _integer("first"),
    _integer("last"),
    _integer("pos", nullable=True),  # place in the hub's order; NULL of an own one: not acknowledged
    _text("via"),
    _blob("signature"),
    _text("withheld"),  # JSON: numbers of the entries whose content stays at their station
    _blob("hashes"),  # of all entries; large, so it comes last
    PrimaryKeyConstraint("row"),
    UniqueConstraint("station", "epoch", "first", "last"),
    CheckConstraint("length(hashes) = 32 * (last - first + 1)", name="hashes"),
    Index("ix_batches_acknowledged", "station", "epoch", "last", sqlite_where=text("pos IS NOT NULL")),
    Index(None, "pos"),
)

held_batches = _table(
    "held_batches",  # not taken in: kept until the keys come, or (body NULL) refused
    _blob("digest"),
    _text("station"),
    _integer("epoch"),
    _integer("first"),
    _integer("last"),
    _text("why"),
    _text("via"),
    _integer("since"),  # microseconds UTC
    _integer("size"),
    _blob("body", nullable=True),
    PrimaryKeyConstraint("digest"),
)

forks = _table(
    "forks",  # a second validly signed entry of one number: the first one stays
    _text("station"),
    _integer("epoch"),
    _integer("seq"),
    _blob("hash"),
    _integer("since"),
    _text("via"),
    _blob("body"),
    PrimaryKeyConstraint("station", "epoch", "seq", "hash"),
)

doubted_acts = _table(
    "doubted_acts",  # acts of other stations whose signer was no supervisor, by the register known here
    _text("subject"),
    _text("id"),
    PrimaryKeyConstraint("subject", "id"),
)

late_batches = _table(
    "late_batches",  # came behind what courier files had already told
    _text("station"),
    _integer("epoch"),
    _integer("first"),
    _integer("last"),
    _integer("told"),
    PrimaryKeyConstraint("station", "epoch", "first", "last"),
)

exchange_marks = _table(
    "exchange_marks",
    _text("name"),
    _text("value"),
    PrimaryKeyConstraint("name"),
    rowid=False,
)

parcels = _table(
    "parcels",  # files that travel beside the entries: sent, received, carried for others
    _integer("id"),
    _blob("digest"),
    _text("way"),
    _text("state"),
    _text("kind"),
    _text("station"),  # who sent it
    _text("readers"),
    _integer("number"),
    _text("title"),
    _blob("file", nullable=True),  # SHA-256 of a file sent from here
    _integer("size"),
    _integer("since"),  # microseconds UTC
    _integer("changed"),
    _text("why"),
    _text("by"),
    _text("via"),
    _integer("pos", nullable=True),  # its place on the hub; NULL: not there as far as known
    _blob("body", nullable=True),  # NULL: nobody needs it any more
    PrimaryKeyConstraint("id"),
    UniqueConstraint("digest"),
    Index(None, "way", "state"),
)

parcel_receipts = _table(
    "parcel_receipts",
    _blob("digest"),
    _text("station"),
    _integer("reader"),  # 0: has it to carry it on
    _integer("told"),  # 0: the hub does not know it yet
    PrimaryKeyConstraint("digest", "station"),
    rowid=False,
)

case_keys = _table(
    "case_keys",
    _text("subject"),
    _text("maker"),  # the station that seals with it: its code
    _blob("wrapped", nullable=True),  # NULL: destroyed, and never made again
    PrimaryKeyConstraint("subject", "maker"),
    rowid=False,
)

key_wraps = _table(
    "key_wraps",
    _text("subject"),
    _text("maker"),
    _text("recipient"),
    _blob("wrapped"),
    _integer("sent"),  # 0: to be sent · 1: sent · 2: came for this station and is not opened yet
    _integer("copied"),  # the first courier file it was copied in (copied_place); 0: none
    PrimaryKeyConstraint("subject", "maker", "recipient", "wrapped"),
    Index("ix_key_wraps_waiting", "sent", "subject", sqlite_where=text("sent != 1")),
    rowid=False,
)

numbers = _table(
    "numbers",
    _text("station"),
    _integer("epoch"),
    _text("series"),
    _integer("last"),
    PrimaryKeyConstraint("station", "epoch", "series"),
    rowid=False,
)

stations = _table(
    "stations",
    _text("code"),
    _integer("epoch"),
    _text("identity"),  # JSON: hall, window, region, jurisdiction, demo
    _text("binding"),  # hash of machine and folder mark: another one means another epoch
    _blob("public_key"),
    _blob("signing"),  # the epoch's Ed25519 seed, sealed by the master
    PrimaryKeyConstraint("code", "epoch"),
    rowid=False,
)

case_rows = _table(
    "case_rows",
    _integer("row"),  # order of opening: newest first is the highest first
    _text("case_id"),
    _text("number"),
    _integer("bundle"),
    _text("bundle_name"),
    _text("state"),
    _integer("is_open"),
    _text("opened_at"),
    _text("updated_at"),
    _text("due", nullable=True),
    _text("clerk"),
    _text("applicant"),
    _text("found_by"),  # JSON: names, initials, id numbers, phones, earlier and official numbers
    Column("owner", Text, nullable=False, server_default=""),  # the station that decides
    Column("conflict", Integer, nullable=False, server_default=text("0")),
    Column("held", Text, nullable=False, server_default=""),  # JSON: originals at this window, [name, sheets]
    PrimaryKeyConstraint("row"),
    UniqueConstraint("case_id"),
    UniqueConstraint("number"),
    Index("ix_case_rows_due", "due", sqlite_where=Column("is_open") == 1),
    Index("ix_case_rows_opened_at", "opened_at"),
    Index("ix_case_rows_number", "number", sqlite_where=text("held != ''")),
    Index("ix_case_rows_state_clerk", "state", "clerk"),
)

# Names and initials as single characters and pairs, prepared in Python (TECH 5.2): trigrams miss two-character names.
CASE_NAMES = (
    "CREATE VIRTUAL TABLE case_names USING fts5("
    "grams, content='', contentless_delete=1, detail=none, tokenize='ascii')"
)
event.listen(metadata, "after_create", DDL(CASE_NAMES))

case_tails = _table(
    "case_tails",
    _text("tail"),  # numbers, id numbers and phones, written backwards
    _integer("row"),
    PrimaryKeyConstraint("tail", "row"),
    rowid=False,
)

bundle_rows = _table(
    "bundle_rows",
    _integer("bundle"),
    _integer("filed"),
    _integer("last_row"),
    PrimaryKeyConstraint("bundle"),
)

paper_rows = _table(
    "paper_rows",
    _integer("row"),
    _text("paper"),
    _text("case_id"),
    _text("kind"),
    _text("number"),
    _text("organ"),
    _text("issued_at"),
    _integer("copies"),
    _text("state"),
    PrimaryKeyConstraint("row"),
    UniqueConstraint("paper"),
    Index(None, "case_id"),
    Index(
        "ix_paper_rows_organ_kind_number",  # drafts and cover sheets have no number of their own
        "organ",
        "kind",
        "number",
        unique=True,
        sqlite_where=Column("number") != "",
    ),
)

task_rows = _table(
    "task_rows",
    _text("case_id"),
    _text("kind"),
    _text("item"),
    _text("paper"),
    _text("item_name"),
    _text("day", nullable=True),
    _integer("provisional"),
    _text("words"),
    Column("station", Text, nullable=False, server_default=""),  # the other window where it is to be done
    PrimaryKeyConstraint("case_id", "kind", "item", "paper"),
    Index(None, "day", "kind"),
    Index(None, "station", "day", "kind"),
    rowid=False,
)

board_rows = _table(
    "board_rows",
    _text("case_id"),
    _text("organ"),  # empty: the case as a whole
    _text("station"),
    _text("clerk"),
    _integer("bundle"),
    _text("bundle_name"),
    _integer("is_open"),
    _text("due", nullable=True),
    _integer("twice"),
    _integer("unprinted"),
    _integer("unsealed"),
    _integer("originals"),
    PrimaryKeyConstraint("case_id", "organ"),
    Index(
        "ix_board_rows_whole",
        *("station", "clerk", "bundle", "is_open", "due", "twice", "unprinted", "unsealed", "originals"),
        sqlite_where=Column("organ") == "",
    ),
    Index(
        "ix_board_rows_organ",
        *("organ", "is_open", "due", "twice", "unprinted", "unsealed", "originals"),
        sqlite_where=Column("organ") != "",
    ),
    Index("ix_board_rows_bundle", "bundle", sqlite_where=Column("organ") == ""),
    rowid=False,
)

result_rows = _table(
    "result_rows",
    _text("case_id"),
    _text("certificate"),
    _text("item"),
    _text("item_name"),
    _text("organ"),
    _text("name"),
    _text("mark"),  # by which the same one is known again
    _text("form"),
    _text("medium"),
    _text("state"),
    _text("place"),
    _text("station"),
    _text("arrived"),
    _text("issued_on", nullable=True),
    _text("valid_until", nullable=True),
    _text("delivered", nullable=True),
    _integer("call_in"),
    PrimaryKeyConstraint("case_id", "certificate"),
    Index(None, "state", "arrived"),
    Index("ix_result_rows_mark", "mark", sqlite_where=Column("mark") != ""),
    rowid=False,
)

ledger_rows = _table(
    "ledger_rows",
    _text("case_id"),
    _text("item"),
    _integer("place"),
    _text("number"),
    _integer("bundle"),
    _text("bundle_name"),
    _text("item_name"),
    _text("organ"),
    _text("procedure"),
    _text("station"),
    _text("clerk"),
    _text("via"),
    _text("state"),
    _text("result"),
    _integer("is_open"),
    _text("until"),
    _text("received_on"),
    _text("answer_from"),
    _text("answered_on", nullable=True),
    _text("accepted_on", nullable=True),
    _text("accepted_how"),
    _text("acceptance_number"),
    _text("statutory_limit"),
    _text("promised_limit"),
    _text("statutory_due", nullable=True),
    _text("promised_due", nullable=True),
    _text("due", nullable=True),
    _text("late_due", nullable=True),
    _text("late_on", nullable=True),
    _integer("late_working"),
    _integer("paused_days"),
    _integer("rounds"),
    _text("told_on", nullable=True),
    _text("told_again_on", nullable=True),
    _integer("gaps"),
    _text("gap_names"),
    _text("gap_due", nullable=True),
    _text("gap_late_on", nullable=True),
    _text("gaps_in_on", nullable=True),
    _text("ended_on", nullable=True),
    _text("certificates"),
    _text("delivered_on", nullable=True),
    _text("delivered_way"),
    _text("case_ended_on", nullable=True),
    _integer("saved"),
    _integer("visits"),
    _integer("visits_promised", nullable=True),
    _integer("visits_alone"),
    _text("invited_on", nullable=True),
    _integer("rating_over"),
    Column("official_number", Text, nullable=False, server_default=""),
    Column("follower", Text, nullable=False, server_default=""),  # code of the 跟踪人
    Column("also_late", Text, nullable=False, server_default=""),
    Column("received_at", Text, nullable=False, server_default=""),  # station that took the case in
    _text("returned_on", nullable=True),
    Column("filings", Text, nullable=False, server_default=""),  # returned and filed again
    Column("case_ends", Text, nullable=False, server_default=""),
    PrimaryKeyConstraint("case_id", "item"),
    Index(None, "until", "received_on"),
    Index(None, "received_on", "number", "place"),
    rowid=False,
)

read_models = _table(
    "read_models",
    _text("name"),
    _text("basis"),  # what the rows were computed by: a changed basis means computing them anew
    PrimaryKeyConstraint("name"),
    rowid=False,
)

staff_rows = _table(
    "staff_rows",
    _text("code"),
    _text("name"),
    _text("role"),
    _text("pin_hash"),
    _integer("active"),
    _text("organ"),  # of people of the organs; empty for who is on duty
    PrimaryKeyConstraint("code"),
    rowid=False,
)

wrong_pins = _table(
    "wrong_pins",
    _integer("row"),  # order of trying: the longest untried has the lowest
    _text("key"),  # represents the code tried, which may be anything
    _integer("wrong"),
    _integer("at"),
    _text("boot"),
    _integer("monotonic_ns"),
    PrimaryKeyConstraint("row"),
    UniqueConstraint("key"),
)

drafts = _table(
    "drafts",
    _text("id"),
    _text("clerk"),
    _text("guide_version"),
    _text("saved_at"),
    _text("begun_at"),
    _text("body"),
    PrimaryKeyConstraint("id"),
    Index(None, "clerk"),
)

rating_slots = _table(
    "rating_slots",
    _text("case_id"),
    _text("invitation"),
    _text("stage"),
    _text("clerk"),
    _text("opened_at"),
    _text("closes_at"),
    _blob("box", nullable=True),
    PrimaryKeyConstraint("case_id"),
    rowid=False,
)

anonymous_boxes = _table(
    "anonymous_boxes",
    _blob("key"),  # random: boxes are ordered by it, and no rowid reveals which came first
    _text("day"),
    _blob("box"),
    PrimaryKeyConstraint("key"),
    CheckConstraint("length(key) = 16", name="key"),
    rowid=False,
)

rating_rows = _table(
    "rating_rows",
    _text("rating"),
    _text("mode"),
    _text("channel"),
    _text("hall"),
    _text("station"),
    _text("window"),
    _text("clerk"),
    _text("case_id"),
    _integer("bundle"),
    _text("bundle_name"),
    _text("stage"),
    _text("day"),
    _text("grade"),
    _text("reasons"),  # JSON, in the order given
    _text("standing"),
    _text("loop"),
    _text("due", nullable=True),
    _text("owner"),
    _text("finding"),
    _text("again"),
    _text("answered"),
    PrimaryKeyConstraint("rating"),
    Index(None, "day"),
    Index(None, "clerk", "day"),
    Index(None, "loop", "day", sqlite_where=Column("loop") != "none"),
    Index(  # counts use it alone
        "ix_rating_rows_counts",
        "standing",
        "day",
        "grade",
        "hall",
        "bundle",
        "bundle_name",
        "mode",
        "stage",
        "clerk",
        "loop",
    ),
    rowid=False,
)

rating_reasons = _table(
    "rating_reasons",
    _text("rating"),
    _text("reason"),
    PrimaryKeyConstraint("rating", "reason"),
    rowid=False,
)
