-- The bytes of an entry's hash. STABLE and plain SQL, so that PostgreSQL writes them into the query that calls them:
-- a wrong label costs ten times as much.

CREATE FUNCTION hub.framed(t text) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
RETURN int4send(octet_length(t)) || textsend(t);

CREATE FUNCTION hub.framed_bytes(b bytea) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
RETURN int4send(octet_length(b)) || b;

-- An entry's own hash (domain/journal/chain.py: fields_hash). p_stream: the format's name, framed station and epoch. What
-- array_send writes of each text after a head of 20 bytes is its frame, -1 for NULL: one call instead of four for each field.
-- The payload stands at the left of the last concatenations, so that it is copied twice and not once for each field.
CREATE FUNCTION hub.entry_hash(
    p_stream bytea, seq bigint, id uuid, at bigint, boot text, monotonic_ns bigint, actor text, kind text,
    version int, subject text, base text, payload bytea, sealed bytea, taken text, untimely int, prev bytea
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
RETURN sha256(
    (p_stream || substring(array_send(ARRAY[seq::text, id::text, at::text, boot, monotonic_ns::text, actor, kind,
        version::text, subject, base]) FROM 21) || int4send(octet_length(payload)))
    || (payload || (coalesce(hub.framed_bytes(sealed), '\xffffffff'::bytea)
        || substring(array_send(ARRAY[taken, untimely::text]) FROM 21) || hub.framed_bytes(prev)))
);
