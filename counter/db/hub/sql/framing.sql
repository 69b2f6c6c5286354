-- The bytes of an entry's hash. STABLE and plain SQL, so that PostgreSQL writes them into the query that calls them:
-- a wrong label costs ten times as much.

CREATE FUNCTION hub.framed(t text) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
RETURN int4send(octet_length(t)) || textsend(t);

CREATE FUNCTION hub.framed_bytes(b bytea) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
RETURN int4send(octet_length(b)) || b;

-- An entry's own hash (domain/journal/chain.py: fields_hash). p_stream: the format's name, framed station and epoch. The
-- payload stands at the left of the last concatenations, so that it is copied twice and not once for each field.
CREATE FUNCTION hub.entry_hash(
    p_stream bytea, seq bigint, id uuid, at bigint, boot text, monotonic_ns bigint, actor text, kind text,
    version int, subject text, base text, payload bytea, sealed bytea, taken text, untimely int, prev bytea
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
RETURN sha256(
    (p_stream || hub.framed(seq::text) || hub.framed(id::text) || hub.framed(at::text) || hub.framed(boot)
        || hub.framed(monotonic_ns::text) || hub.framed(actor) || hub.framed(kind) || hub.framed(version::text)
        || hub.framed(subject) || coalesce(hub.framed(base), '\xffffffff'::bytea) || int4send(octet_length(payload)))
    || (payload || (coalesce(hub.framed_bytes(sealed), '\xffffffff'::bytea)
        || hub.framed(taken) || hub.framed(untimely::text) || hub.framed_bytes(prev)))
);
