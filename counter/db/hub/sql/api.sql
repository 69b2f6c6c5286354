-- What a station may call. A refusal is a value and no error, so that it is recorded; the caller commits and shows it.
--   HB001 not registered, revoked, or not allowed for that station   HB002 fork: another entry has this number
--   HB003 not the next batch: ask hub.known                          HB004 chain or hash does not hold
--   HB005 another machine's key has this epoch                       HB006 a newer epoch runs on another machine
--   HB007 certificate of something else                              HB008 an id is already used
--   HB009 content that must not travel or does not fit               HB010 not asked as it must be
--   HB011 the caller's program is too old, or newer than this hub   HB014 too many of it

CREATE FUNCTION hub.state(
    OUT hub uuid, OUT schema int, OUT code text, OUT hall text, OUT county text, OUT kind text, OUT demo boolean,
    OUT pos bigint, OUT turn bigint, OUT link bytea, OUT forks bigint, OUT now timestamptz, OUT refusal text, OUT reason text
) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    who record;
BEGIN
    now := clock_timestamp();
    schema := (SELECT max(v.version) FROM hub.schema_version v);
    hub := (SELECT i.hub FROM hub.identity i);
    SELECT c.* INTO who FROM hub.caller(NULL) c;
    refusal := who.refusal;
    reason := who.reason;
    IF refusal IS NOT NULL THEN
        PERFORM hub.note_refusal((SELECT s.code FROM hub.stations s WHERE s.login = session_user), 0, NULL, refusal, reason);
        RETURN;
    END IF;
    code := who.code;
    county := who.county;
    kind := who.kind;
    demo := who.demo;
    hall := (SELECT h.name FROM hub.halls h WHERE h.hall = who.hall);
    SELECT o.pos, o.turn, o.link INTO pos, turn, link FROM hub.orders o WHERE o.county = who.county;
    forks := (SELECT count(*) FROM hub.forks f JOIN hub.stations s ON s.code = f.station WHERE s.county = who.county);
END $$;

-- The link of the order at a place, to be compared with what was seen before; NULL where the hub is not that far.
CREATE FUNCTION hub.link(p_pos bigint) RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
RETURN (SELECT b.link FROM hub.batches b WHERE b.county = hub.my_county() AND b.pos = p_pos);

CREATE FUNCTION hub.open_epoch(
    p_station text, p_epoch int, p_public_key bytea, p_certificate bytea, p_machine text, OUT refusal text, OUT reason text
) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    who record;
    known hub.epochs;
    newest hub.epochs;
    stated jsonb;
BEGIN
    SELECT c.* INTO who FROM hub.caller(p_station) c;
    refusal := who.refusal;
    reason := who.reason;
    IF refusal IS NULL THEN
        PERFORM 1 FROM hub.stations s WHERE s.code = who.code FOR UPDATE; -- one opening of a station at a time
        SELECT e.* INTO known FROM hub.epochs e WHERE e.code = who.code AND e.epoch = p_epoch;
        SELECT e.* INTO newest FROM hub.epochs e WHERE e.code = who.code ORDER BY e.epoch DESC LIMIT 1;
        IF known.epoch IS NOT NULL AND known.public_key <> p_public_key THEN
            refusal := 'HB005';
            reason := format('窗口 %s 第 %s 期已由另一把密钥登记：这个窗口编码正被另一台机器使用', who.code, p_epoch);
        ELSIF newest.epoch > p_epoch AND who.code = hub.me() AND newest.machine NOT IN ('', p_machine) THEN
            refusal := 'HB006';
            reason := format('窗口 %s 的第 %s 期已在另一台机器上开始，这一份是旧的第 %s 期', who.code, newest.epoch, p_epoch);
        ELSIF p_epoch NOT BETWEEN 1 AND 65535 THEN -- what a paper's code can name; a restored window draws its next one at random
            refusal := 'HB010';
            reason := format('窗口 %s 不会已经到第 %s 期', who.code, p_epoch);
        ELSIF known.epoch IS NULL AND (SELECT count(*) FROM hub.epochs e WHERE e.code = who.code) >= 200 THEN
            refusal := 'HB014'; -- a file put back makes one; a stolen login would make 65,535, and every reader asks for all
            reason := format('窗口 %s 已登记了 200 期，不再登记，请告诉汇聚库的管理员', who.code);
        ELSIF octet_length(p_certificate) > 0 THEN
            BEGIN
                stated := convert_from(p_certificate, 'UTF8')::jsonb;
            EXCEPTION WHEN data_exception OR character_not_in_repertoire THEN
                stated := NULL;
            END;
            IF (stated ->> 'station', stated ->> 'epoch', stated ->> 'public_key', stated ->> 'demo')
                IS DISTINCT FROM (who.code, p_epoch::text, encode(p_public_key, 'hex'), who.demo::text) THEN
                refusal := 'HB007';
                reason := format('证书不是窗口 %s 第 %s 期这把密钥的，或者演示和正式混用', who.code, p_epoch);
            END IF;
        END IF;
    END IF;
    IF refusal IS NOT NULL THEN
        PERFORM hub.note_refusal(coalesce(who.code, p_station), p_epoch, NULL, refusal, reason);
        RETURN;
    END IF;
    IF who.code = hub.me() THEN -- enrolled again, or a line after the stick: whoever has the secret is the station
        UPDATE hub.epochs e SET machine = p_machine WHERE e.code = who.code AND e.machine = '';
    END IF;
    INSERT INTO hub.epochs AS e (code, epoch, public_key, certificate, machine)
    VALUES (who.code, p_epoch, p_public_key, p_certificate, CASE WHEN who.code = hub.me() THEN p_machine ELSE '' END)
    ON CONFLICT (code, epoch) DO UPDATE SET certificate = excluded.certificate
        WHERE excluded.certificate <> ''::bytea AND excluded.certificate <> e.certificate;
END $$;

-- How far a stream has come.
CREATE FUNCTION hub.known(p_station text, p_epoch int, OUT seq bigint, OUT hash bytea, OUT refusal text, OUT reason text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    who record;
BEGIN
    SELECT c.* INTO who FROM hub.caller(p_station) c;
    refusal := who.refusal;
    reason := who.reason;
    SELECT e.seq, e.hash INTO seq, hash FROM hub.epochs e WHERE e.code = who.code AND e.epoch = p_epoch;
END $$;

-- The places of a stream's batches that begin after a number.
CREATE FUNCTION hub.placed(p_station text, p_epoch int, p_after bigint)
RETURNS TABLE (first bigint, last bigint, pos bigint) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT b.first, b.last, b.pos FROM hub.batches b
    WHERE b.station = (SELECT c.code FROM hub.allowed(p_station) c) AND b.epoch = p_epoch AND b.first > p_after
    ORDER BY b.first;
END;

-- Keys and certificates of the county's stations: what readers prove batches with.
CREATE FUNCTION hub.certificates() RETURNS TABLE (code text, epoch int, public_key bytea, certificate bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT e.code, e.epoch, e.public_key, e.certificate
    FROM hub.epochs e JOIN hub.stations s ON s.code = e.code
    WHERE s.county = hub.my_county() ORDER BY e.code, e.epoch;
END;

-- Append one batch to a stream. One transaction: wholly there or not at all; the same again changes nothing. Plans are made
-- once: one made for the given values would have to read all of them first.
-- p_station: NULL for the caller's own; of a hall's station the one that it pushes for.
CREATE FUNCTION hub.push(
    p_station text, p_machine text, p_epoch int, p_first bigint, p_hashes bytea, p_signature bytea,
    p_id uuid[], p_at bigint[], p_boot text[], p_monotonic_ns bigint[], p_actor text[], p_kind text[], p_version int[],
    p_subject text[], p_base text[], p_payload bytea[], p_sealed bytea[], p_taken text[], p_untimely int[], p_prev bytea[],
    OUT pos bigint, OUT upto bigint, OUT refusal text, OUT reason text
) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET work_mem = '32MB'
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    who record;
    stream hub.epochs;
    newest hub.epochs;
    n constant int := cardinality(p_prev);
    v_last constant bigint := p_first + cardinality(p_prev) - 1;
    v_stream bytea;
    v_bad bigint;
    v_turn bigint;
    v_pos bigint;
    v_link bytea;
    v_cases text[];
    v_part text;
    v_new text[];
    v_other record;
BEGIN
    SELECT c.* INTO who FROM hub.caller(p_station) c;
    refusal := who.refusal;
    reason := who.reason;
    IF refusal IS NOT NULL THEN
        PERFORM hub.note_refusal(p_station, p_epoch, p_first, refusal, reason);
        RETURN;
    END IF;
    IF who.kind NOT IN ('window', 'hall') THEN -- what an office writes about ratings stays there
        refusal := 'HB010';
        reason := '差评处理室和指南编辑室只收发包裹，它们的记录不上报';
        PERFORM hub.note_refusal(who.code, p_epoch, p_first, refusal, reason);
        RETURN;
    END IF;
    IF n IS NULL OR n NOT BETWEEN 1 AND 512 OR p_first < 1 OR octet_length(p_hashes) <> 32 * n
        OR octet_length(p_signature) <> 64 OR num_nulls(p_epoch, p_first, p_hashes, p_signature) > 0
        OR (cardinality(p_id), cardinality(p_at), cardinality(p_boot), cardinality(p_monotonic_ns), cardinality(p_actor),
            cardinality(p_kind), cardinality(p_version), cardinality(p_subject), cardinality(p_base), cardinality(p_payload),
            cardinality(p_sealed), cardinality(p_taken), cardinality(p_untimely))
            IS DISTINCT FROM (n, n, n, n, n, n, n, n, n, n, n, n, n)
        OR pg_column_size(p_payload) + pg_column_size(p_sealed) > 64000000
    THEN
        refusal := 'HB010';
        reason := '这一批的清单和内容对不上，条数不在 1 至 512 之间，或者太大';
        PERFORM hub.note_refusal(who.code, p_epoch, p_first, refusal, reason);
        RETURN;
    END IF;
    SELECT e.* INTO newest FROM hub.epochs e WHERE e.code = who.code ORDER BY e.epoch DESC LIMIT 1;
    IF who.code = hub.me() AND nullif(newest.machine, '') IS DISTINCT FROM p_machine THEN
        refusal := 'HB006';
        reason := CASE WHEN newest.machine IS NULL THEN format('窗口 %s 还没有登记任何一期', who.code)
            ELSE format('窗口 %s 的第 %s 期已在另一台机器上开始，这一台的是旧的', who.code, newest.epoch) END;
        PERFORM hub.note_refusal(who.code, p_epoch, p_first, refusal, reason);
        RETURN;
    END IF;
    SELECT e.* INTO stream FROM hub.epochs e WHERE e.code = who.code AND e.epoch = p_epoch FOR UPDATE; -- one push of a stream at a time
    IF stream.code IS NULL THEN
        refusal := 'HB010';
        reason := format('窗口 %s 第 %s 期还没有登记', who.code, p_epoch);
        PERFORM hub.note_refusal(who.code, p_epoch, p_first, refusal, reason);
        RETURN;
    END IF;
    upto := stream.seq;
    v_stream := 'counter-entry-1'::bytea || hub.framed(who.code) || hub.framed(p_epoch::text);

    IF p_first <= stream.seq THEN
        SELECT min(e.seq) INTO v_bad FROM hub.entries e
        WHERE e.station = who.code AND e.epoch = p_epoch AND e.seq BETWEEN p_first AND v_last
            AND e.hash <> substring(p_hashes FROM 32 * (e.seq - p_first)::int + 1 FOR 32);
        IF v_bad IS NOT NULL THEN
            refusal := 'HB002';
            reason := format('窗口 %s 第 %s 期第 %s 条在汇聚库里是另一条记录：两台机器用了同一个编码和期', who.code, p_epoch, v_bad);
            INSERT INTO hub.forks (station, epoch, seq, hash, first, hashes, signature)
            SELECT who.code, p_epoch, v_bad, substring(p_hashes FROM 32 * (v_bad - p_first)::int + 1 FOR 32), p_first, p_hashes, p_signature
            WHERE (SELECT count(*) FROM hub.forks f WHERE f.station = who.code AND f.epoch = p_epoch) < 100
            ON CONFLICT DO NOTHING;
            PERFORM hub.note_refusal(who.code, p_epoch, v_bad, refusal, reason);
            RETURN;
        END IF;
        SELECT b.pos INTO pos FROM hub.batches b
        WHERE b.station = who.code AND b.epoch = p_epoch AND b.first = p_first AND b.last = v_last;
        IF pos IS NULL AND v_last > stream.seq THEN
            refusal := 'HB003';
            reason := format('窗口 %s 第 %s 期下一条应是第 %s 条', who.code, p_epoch, stream.seq + 1);
        END IF;
        RETURN;
    ELSIF p_first > stream.seq + 1 THEN
        refusal := 'HB003';
        reason := format('窗口 %s 第 %s 期下一条应是第 %s 条', who.code, p_epoch, stream.seq + 1);
        RETURN;
    END IF;

    BEGIN
        -- Links: each entry names the hash before it, the first one the last that is here.
        SELECT p_first + min(g.n) - 1 INTO v_bad FROM unnest(p_prev) WITH ORDINALITY AS g(prev, n)
        WHERE g.prev IS DISTINCT FROM
            CASE g.n WHEN 1 THEN stream.hash ELSE substring(p_hashes FROM 32 * g.n::int - 63 FOR 32) END;
        IF v_bad IS NULL THEN
            -- The hash is computed here from what is stored; of a withheld entry it is what the list says.
            WITH stored AS (
                INSERT INTO hub.entries AS e (station, epoch, seq, id, at, boot, monotonic_ns, actor, kind, version, subject,
                    base, payload, sealed, taken, untimely, prev, hash)
                SELECT who.code, p_epoch, g.seq, g.id, g.at, g.boot, g.monotonic_ns, g.actor, g.kind, g.version,
                    g.subject, g.base, g.payload, g.sealed, g.taken, g.untimely, g.prev,
                    CASE WHEN g.kind IS NULL THEN substring(p_hashes FROM 32 * (g.seq - p_first)::int + 1 FOR 32)
                    ELSE hub.entry_hash(v_stream, g.seq, g.id, g.at, g.boot, g.monotonic_ns, g.actor,
                        g.kind, g.version, g.subject, g.base, g.payload, g.sealed, g.taken, g.untimely, g.prev) END
                -- Not FROM unnest(…): that writes every array into a store of its own first.
                FROM (SELECT generate_series(p_first, v_last) AS seq, unnest(p_id) AS id, unnest(p_at) AS at,
                    unnest(p_boot) AS boot, unnest(p_monotonic_ns) AS monotonic_ns, unnest(p_actor) AS actor,
                    unnest(p_kind) AS kind, unnest(p_version) AS version, unnest(p_subject) AS subject, unnest(p_base) AS base,
                    unnest(p_payload) AS payload, unnest(p_sealed) AS sealed, unnest(p_taken) AS taken,
                    unnest(p_untimely) AS untimely, unnest(p_prev) AS prev) g
                RETURNING e.seq, e.hash
            )
            SELECT min(s.seq) INTO v_bad FROM stored s
            WHERE s.hash <> substring(p_hashes FROM 32 * (s.seq - p_first)::int + 1 FOR 32);
        END IF;
        IF v_bad IS NOT NULL THEN
            RAISE SQLSTATE 'HB004';
        END IF;
    EXCEPTION
        WHEN SQLSTATE 'HB004' THEN
            refusal := 'HB004';
            reason := format('窗口 %s 第 %s 期第 %s 条的校验值或前后链接不对，内容被改动过', who.code, p_epoch, v_bad);
        WHEN unique_violation THEN
            refusal := 'HB008';
            reason := format('窗口 %s 第 %s 期从第 %s 条起的一批里，有编号已被别的记录用过', who.code, p_epoch, p_first);
        WHEN check_violation OR not_null_violation OR program_limit_exceeded THEN
            refusal := 'HB009';
            reason := format('窗口 %s 第 %s 期从第 %s 条起的一批里，有不该外传的内容（评价）或缺的内容', who.code, p_epoch, p_first);
    END;
    IF refusal IS NOT NULL THEN
        PERFORM hub.note_refusal(who.code, p_epoch, coalesce(v_bad, p_first), refusal, reason);
        RETURN;
    END IF;

    UPDATE hub.epochs e SET seq = v_last, hash = substring(p_hashes FROM 32 * n - 31 FOR 32), last_at = clock_timestamp()
    WHERE e.code = who.code AND e.epoch = p_epoch;

    -- The order, from here to the commit one by one.
    UPDATE hub.orders o
    SET pos = o.pos + 1, turn = o.turn + 1,
        link = sha256(o.link || int8send(o.pos + 1) || hub.framed(who.code) || int4send(p_epoch) || int8send(p_first) || p_hashes)
    WHERE o.county = who.county
    RETURNING o.pos, o.turn, o.link INTO v_pos, v_turn, v_link;
    INSERT INTO hub.batches (county, pos, station, epoch, first, last, hashes, signature, link, by_courier)
    VALUES (who.county, v_pos, who.code, p_epoch, p_first, v_last, p_hashes, p_signature, v_link,
        nullif(hub.me(), who.code));
    SELECT array_agg(DISTINCT g.subject) FILTER (WHERE g.is_case),
        string_agg(CASE WHEN g.subject IS NULL OR g.is_case THEN '1' ELSE '0' END, '' ORDER BY g.n)
    INTO v_cases, v_part
    FROM (SELECT g.subject, g.n, hub.is_case(g.subject) AS is_case FROM unnest(p_subject) WITH ORDINALITY AS g(subject, n)
        OFFSET 0) g;
    WITH new AS (
        INSERT INTO hub.follows (subject, hall, asked_by)
        SELECT g.subject, who.hall, who.code FROM unnest(v_cases) AS g(subject)
        ON CONFLICT DO NOTHING
        RETURNING subject
    )
    SELECT array_agg(new.subject) INTO v_new FROM new;
    IF v_cases IS NOT NULL THEN
        INSERT INTO hub.deliveries (hall, turn, pos, part) VALUES (who.hall, v_turn, v_pos, v_part::bit varying(512));
    END IF;
    FOR v_other IN
        SELECT f.hall, array_agg(f.subject) AS subjects FROM unnest(v_cases) AS g(subject)
        CROSS JOIN LATERAL (SELECT f.hall, f.subject FROM hub.follows f WHERE f.subject = g.subject OFFSET 0) f
        WHERE f.hall <> who.hall GROUP BY f.hall
    LOOP
        INSERT INTO hub.deliveries (hall, turn, pos, part)
        SELECT v_other.hall, v_turn, v_pos, string_agg(
            CASE WHEN g.subject IS NULL OR g.subject = ANY (v_other.subjects) THEN '1' ELSE '0' END, '' ORDER BY g.n)::bit varying(512)
        FROM unnest(p_subject) WITH ORDINALITY AS g(subject, n);
    END LOOP;
    SELECT array_agg(DISTINCT e.subject) INTO v_new FROM hub.entries e -- those that others wrote about before
    WHERE e.subject = ANY (v_new) AND NOT (e.station = who.code AND e.epoch = p_epoch AND e.seq >= p_first);
    PERFORM hub.follow_forgetting(who.code, who.county, p_kind, p_subject, v_cases);
    IF v_new IS NOT NULL THEN
        PERFORM hub.deliver_past(v_new, who.hall, who.county, v_turn, v_pos);
    END IF;
    pos := v_pos;
    upto := v_last;
END $$;

-- Subjects that are known in the whole county: cases. All others are their station's own.
CREATE FUNCTION hub.is_case(subject text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN subject LIKE '________-____-____-____-____________' AND subject ~ '^[0-9a-f-]+$';

-- What came of these cases before a hall followed them, in one turn. The caller holds the order. Returns the entries.
CREATE FUNCTION hub.deliver_past(p_subjects text[], p_hall int, p_county text, p_turn bigint, p_before bigint)
RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_entries bigint;
BEGIN
    WITH found AS (
        SELECT b.pos, b.station, b.epoch, b.first, b.last, e.seq
        FROM hub.entries e
        CROSS JOIN LATERAL (
            SELECT b.* FROM hub.batches b WHERE b.station = e.station AND b.epoch = e.epoch AND b.first <= e.seq
            ORDER BY b.first DESC LIMIT 1
        ) b
        WHERE e.subject = ANY (p_subjects) AND b.county = p_county AND b.pos < p_before AND b.last >= e.seq
    ), stored AS (
        INSERT INTO hub.deliveries (hall, turn, pos, part)
        SELECT p_hall, p_turn, g.pos, string_agg(CASE WHEN f.seq IS NULL AND e.kind IS NOT NULL THEN '0' ELSE '1' END,
            '' ORDER BY e.seq)::bit varying(512)
        FROM (SELECT DISTINCT f.pos, f.station, f.epoch, f.first, f.last FROM found f) g
        JOIN hub.entries e ON e.station = g.station AND e.epoch = g.epoch AND e.seq BETWEEN g.first AND g.last
        LEFT JOIN found f ON f.pos = g.pos AND f.seq = e.seq
        GROUP BY g.pos
    )
    SELECT count(*) INTO v_entries FROM found;
    RETURN v_entries;
END $$;

-- From now on the caller's hall gets what is written about this case, and at its next pull what was written before.
CREATE FUNCTION hub.follow(p_station text, p_subject text, p_why text, OUT entries bigint, OUT refusal text, OUT reason text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    who record;
    v_turn bigint;
    v_pos bigint;
    v_is_new boolean;
BEGIN
    SELECT c.* INTO who FROM hub.caller(p_station) c;
    refusal := who.refusal;
    reason := who.reason;
    IF refusal IS NULL AND NOT coalesce(who.kind IN ('window', 'hall') AND hub.is_case(p_subject) AND octet_length(p_why) BETWEEN 1 AND 1000, false) THEN
        refusal := 'HB010';
        reason := '要写明是哪一件和为什么';
    END IF;
    IF refusal IS NOT NULL THEN
        PERFORM hub.note_refusal(coalesce(who.code, p_station), 0, NULL, refusal, reason);
        RETURN;
    END IF;
    UPDATE hub.orders o SET turn = o.turn + 1 WHERE o.county = who.county RETURNING o.turn, o.pos INTO v_turn, v_pos;
    INSERT INTO hub.follows (subject, hall, asked_by, why) VALUES (p_subject, who.hall, who.code, p_why)
    ON CONFLICT DO NOTHING;
    v_is_new := FOUND;
    entries := 0;
    IF v_is_new THEN
        entries := hub.deliver_past(ARRAY[p_subject], who.hall, who.county, v_turn, v_pos + 1);
    END IF;
END $$;

-- The last delivery of the county; asked together with hub.pull it says how far an answer reaches that is short.
CREATE FUNCTION hub.newest_turn() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN (SELECT o.turn FROM hub.orders o WHERE o.county = hub.my_county());

-- The batches of which the station's hall gets something, after a turn: whole turns, about so many batches. (A case that is
-- followed brings many batches in one turn; cut inside it, the next pull would pass over the rest.)
CREATE FUNCTION hub.pull(p_station text, p_after bigint, p_limit int)
RETURNS TABLE (turn bigint, pos bigint, station text, epoch int, first bigint, hashes bytea, signature bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT * FROM (
        SELECT d.turn, b.pos, b.station, b.epoch, b.first, b.hashes, b.signature
        FROM hub.allowed(p_station) me
        JOIN hub.deliveries d ON me.reads_cases AND d.hall = me.hall AND d.turn > p_after
        JOIN hub.batches b ON b.county = me.county AND b.pos = d.pos AND b.station <> me.code
        ORDER BY d.turn FETCH FIRST (p_limit) ROWS WITH TIES
    ) whole ORDER BY whole.turn, whole.pos;
END;

-- What the station's hall may read of the batches of these turns, in their order.
CREATE FUNCTION hub.pull_entries(p_station text, p_after bigint, p_upto bigint)
RETURNS TABLE (turn bigint, pos bigint, seq bigint, id uuid, at bigint, boot text, monotonic_ns bigint, actor text, kind text,
    version int, subject text, base text, payload bytea, sealed bytea, taken text, untimely int, prev bytea, hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT d.turn, d.pos, e.seq, e.id, e.at, e.boot, e.monotonic_ns, e.actor, e.kind, e.version, e.subject, e.base, e.payload,
        e.sealed, e.taken, e.untimely, e.prev, e.hash
    FROM hub.allowed(p_station) me
    JOIN hub.deliveries d ON me.reads_cases AND d.hall = me.hall AND d.turn > p_after AND d.turn <= p_upto
    JOIN hub.batches b ON b.county = me.county AND b.pos = d.pos AND b.station <> me.code
    JOIN hub.entries e ON e.station = b.station AND e.epoch = b.epoch AND e.seq BETWEEN b.first AND b.last
        AND get_bit(d.part, (e.seq - b.first)::int) = 1
    ORDER BY d.turn, d.pos, e.seq;
END;

-- A station's own stream, whole, after a restore: batches after a number, with all their entries.
CREATE FUNCTION hub.own(p_epoch int, p_after bigint, p_limit int)
RETURNS TABLE (pos bigint, epoch int, first bigint, hashes bytea, signature bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT b.pos, b.epoch, b.first, b.hashes, b.signature FROM hub.batches b
    WHERE b.station = (SELECT c.code FROM hub.allowed(NULL) c) AND b.epoch = p_epoch AND b.first > p_after ORDER BY b.first LIMIT p_limit;
END;

CREATE FUNCTION hub.own_entries(p_epoch int, p_from bigint, p_upto bigint)
RETURNS TABLE (seq bigint, id uuid, at bigint, boot text, monotonic_ns bigint, actor text, kind text, version int, subject text,
    base text, payload bytea, sealed bytea, taken text, untimely int, prev bytea, hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT e.seq, e.id, e.at, e.boot, e.monotonic_ns, e.actor, e.kind, e.version, e.subject, e.base, e.payload, e.sealed, e.taken,
        e.untimely, e.prev, e.hash
    FROM hub.entries e WHERE e.station = (SELECT c.code FROM hub.allowed(NULL) c) AND e.epoch = p_epoch AND e.seq BETWEEN p_from AND p_upto ORDER BY e.seq;
END;

-- Forks of the county's stations: both sides show them.
CREATE FUNCTION hub.forked() RETURNS TABLE (station text, epoch int, seq bigint, hash bytea, seen_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT f.station, f.epoch, f.seq, f.hash, f.seen_at FROM hub.forks f JOIN hub.stations s ON s.code = f.station
    WHERE s.county = hub.my_county() ORDER BY f.seen_at;
END;
