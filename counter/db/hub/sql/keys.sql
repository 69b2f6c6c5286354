-- Wraps of case keys: put by who made them or holds the ring, read by whom they are for (decision 0037).
--   HB001 not allowed for that maker or recipient   HB010 not asked as it must be   HB013 the person is forgotten

CREATE FUNCTION hub.holds_ring(p_station text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
RETURN EXISTS (
    SELECT FROM hub.stations s WHERE s.code = p_station AND s.county = hub.my_county() AND s.revoked_at IS NULL
        AND (s.kind = 'hall' OR s.holds_ring)
);

-- Whose wraps the caller may put (maker: STATION, or STATION-EPOCH after a restoring): its own, as a hall's station those of windows without a line, as a holder of the ring
-- those of the county's stations (a key that is lent, or wrapped to the ring's next generation).
CREATE FUNCTION hub.wraps_of(p_maker text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
RETURN split_part(p_maker, '-', 1) = hub.me() OR hub.writes_for(split_part(p_maker, '-', 1))
    OR (hub.holds_ring(hub.me()) AND EXISTS (
        SELECT FROM hub.stations s WHERE s.code = split_part(p_maker, '-', 1) AND s.county = hub.my_county()
    ));

-- Whether the caller may have the wraps for a recipient: an epoch of its own, a ring of its hall where it holds that.
-- As a hall's station also those of windows without a line.
CREATE FUNCTION hub.wraps_for(p_recipient text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
RETURN CASE
    WHEN p_recipient ~ '^[0-9A-Za-z]+-[0-9]+$' THEN split_part(p_recipient, '-', 1) = hub.me()
        OR hub.writes_for(split_part(p_recipient, '-', 1))
    WHEN p_recipient LIKE 'ring:%' THEN hub.holds_ring(hub.me()) AND EXISTS (
        SELECT FROM hub.rings r WHERE r.county = hub.my_county() AND r.recipient = p_recipient AND r.hall = hub.my_hall())
    ELSE false
END;

-- Whether a wrap is for a recovery key and the caller's own making: a window restored from a backup fetches those and opens
-- them when the key on paper is typed. Which recovery key is whose the hub does not know: a hall's is of all its windows.
CREATE FUNCTION hub.own_recovery(p_maker text, p_recipient text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
RETURN p_recipient LIKE 'recovery:%' AND split_part(p_maker, '-', 1) = hub.me();

-- Who owns a case: who opened it, then whom each owner handed it over to; NULL where two say that they opened it
-- (domain/journal/exchange/ownership.py). Only the own stream orders a station's hand-overs: batches may come in any order.
CREATE FUNCTION hub.owner_of(p_subject text) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_owner text;
    v_openers int;
    v_used jsonb := '{}';
    v_next record;
BEGIN
    SELECT min(e.station), count(DISTINCT e.station) INTO v_owner, v_openers
    FROM hub.entries e WHERE e.subject = p_subject AND e.kind = 'case.opened';
    IF v_openers <> 1 THEN
        RETURN NULL;
    END IF;
    LOOP
        SELECT e.epoch * 1e12 + e.seq AS place, convert_from(e.payload, 'UTF8')::jsonb ->> 'to' AS named INTO v_next
        FROM hub.entries e
        WHERE e.subject = p_subject AND e.kind = 'case.handed_over' AND e.station = v_owner
            AND e.epoch * 1e12 + e.seq > coalesce((v_used ->> v_owner)::numeric, 0)
        ORDER BY 1 LIMIT 1;
        IF NOT FOUND THEN
            RETURN v_owner;
        END IF;
        v_used := v_used || jsonb_build_object(v_owner, v_next.place);
        v_owner := coalesce(nullif(v_next.named, ''), v_owner);
    END LOOP;
EXCEPTION
    WHEN data_exception OR character_not_in_repertoire THEN
        RETURN NULL;
END $$;

CREATE FUNCTION hub.is_forgotten(p_subject text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
RETURN EXISTS (
    SELECT FROM hub.forgettings f JOIN hub.stations s ON s.code = f.station AND s.county = f.county
    WHERE f.subject = p_subject AND f.station = hub.owner_of(p_subject)
);

-- Part of hub.push: what these entries say of forgetting, done in the transaction that stores them. p_cases: all cases of
-- the batch; an opening or a hand-over may come after the owner's word.
CREATE FUNCTION hub.follow_forgetting(p_station text, p_county text, p_kind text[], p_subject text[], p_cases text[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF 'person.forgotten' = ANY (p_kind) THEN
        INSERT INTO hub.forgettings (county, subject, station)
        SELECT DISTINCT p_county, g.subject, p_station FROM unnest(p_kind, p_subject) AS g(kind, subject)
        WHERE g.kind = 'person.forgotten' ON CONFLICT DO NOTHING;
    END IF;
    IF EXISTS (SELECT FROM hub.forgettings f WHERE f.subject = ANY (p_cases)) THEN
        DELETE FROM hub.key_wraps w WHERE w.county = p_county AND w.subject IN (
            SELECT f.subject FROM hub.forgettings f WHERE f.subject = ANY (p_cases) AND hub.is_forgotten(f.subject));
    END IF;
END $$;

-- Put wraps. The same again changes nothing. kept: how many stand there now; forgotten: cases of which none is taken any
-- more; barred: recipients whose registration has ended. One maker that is not the caller's refuses all.
CREATE FUNCTION hub.put_wraps(
    p_subject text[], p_maker text[], p_recipient text[], p_wrapped bytea[],
    OUT kept bigint, OUT forgotten text[], OUT barred text[], OUT refusal text, OUT reason text
) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    who record;
    n constant int := cardinality(p_subject);
    v_foreign text;
    v_base bigint;
BEGIN
    SELECT c.* INTO who FROM hub.caller(NULL) c;
    refusal := who.refusal;
    reason := who.reason;
    IF refusal IS NULL AND ((n, n, n) IS DISTINCT FROM (cardinality(p_maker), cardinality(p_recipient), cardinality(p_wrapped))
        OR n IS NULL OR n NOT BETWEEN 1 AND 2000) THEN
        refusal := 'HB010';
        reason := '一次要交 1 至 2000 份密钥封件，四列要一样长';
    END IF;
    IF refusal IS NULL THEN
        SELECT min(g.maker) INTO v_foreign FROM (SELECT DISTINCT m.maker FROM unnest(p_maker) AS m(maker)) g
        WHERE NOT coalesce(hub.wraps_of(g.maker), false);
        IF v_foreign IS NOT NULL OR EXISTS (SELECT FROM unnest(p_maker) AS m(maker) WHERE m.maker IS NULL) THEN
            refusal := 'HB001';
            reason := format('窗口 %s 没有登记为大厅钥匙环的持有者，不能交 %s 的密钥封件', who.code, left(coalesce(v_foreign, '?'), 32));
        END IF;
    END IF;
    IF refusal IS NOT NULL THEN
        PERFORM hub.note_refusal(coalesce(who.code, ''), 0, NULL, refusal, reason);
        RETURN;
    END IF;
    UPDATE hub.orders o SET wrap = o.wrap + n WHERE o.county = who.county RETURNING o.wrap - n INTO v_base;
    SELECT array_agg(g.subject) INTO forgotten FROM (
        SELECT DISTINCT f.subject FROM hub.forgettings f WHERE f.subject = ANY (p_subject) AND hub.is_forgotten(f.subject)) g;
    SELECT array_agg(DISTINCT g.recipient) INTO barred FROM unnest(p_recipient) AS g(recipient)
    JOIN hub.stations s ON g.recipient LIKE s.code || '-%' AND s.revoked_at IS NOT NULL;
    BEGIN
        INSERT INTO hub.key_wraps (county, subject, maker, recipient, wrapped, number, put_by)
        SELECT who.county, g.subject, g.maker, g.recipient, g.wrapped, v_base + g.n, who.code
        FROM unnest(p_subject, p_maker, p_recipient, p_wrapped) WITH ORDINALITY AS g(subject, maker, recipient, wrapped, n)
        WHERE NOT g.subject = ANY (coalesce(forgotten, '{}')) AND NOT g.recipient = ANY (coalesce(barred, '{}'))
        ORDER BY g.n
        ON CONFLICT DO NOTHING;
    EXCEPTION WHEN check_violation OR not_null_violation OR program_limit_exceeded THEN
        refusal := 'HB010';
        reason := '有不是密钥封件的内容，什么也没有收';
        PERFORM hub.note_refusal(who.code, 0, NULL, refusal, reason);
        RETURN;
    END;
    -- Of one putter the newest eight of each case, maker and recipient: nobody fills the place with false ones.
    DELETE FROM hub.key_wraps w USING (
        SELECT k.subject, k.maker, k.recipient, k.wrapped,
            row_number() OVER (PARTITION BY k.subject, k.maker, k.recipient ORDER BY k.number DESC) AS age
        FROM hub.key_wraps k WHERE k.county = who.county AND k.put_by = who.code AND k.subject = ANY (p_subject)
    ) old
    WHERE old.age > 8 AND w.county = who.county AND (w.subject, w.maker, w.recipient, w.wrapped) = (old.subject, old.maker, old.recipient, old.wrapped);
    SELECT count(*) INTO kept FROM unnest(p_subject, p_maker, p_recipient, p_wrapped) AS g(subject, maker, recipient, wrapped)
    JOIN hub.key_wraps w ON w.county = who.county
        AND (w.subject, w.maker, w.recipient, w.wrapped) = (g.subject, g.maker, g.recipient, g.wrapped);
    IF forgotten IS NOT NULL THEN
        PERFORM hub.note_refusal(who.code, 0, NULL, 'HB013', format('交来了已清除的人的密钥封件（%s 等），没有收', forgotten[1]));
    END IF;
    IF barred IS NOT NULL THEN
        PERFORM hub.note_refusal(who.code, 0, NULL, 'HB001', format('交来了给 %s 的密钥封件，那个窗口的登记已作废，没有收', barred[1]));
    END IF;
END $$;

-- Wraps for one recipient after a number, in the order in which they came. Not the caller's: one row that says so. For a
-- recovery key: those that the caller made, of others none.
CREATE FUNCTION hub.wraps(p_recipient text, p_after bigint, p_limit int)
RETURNS TABLE (number bigint, subject text, maker text, wrapped bytea, refusal text, reason text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    who record;
BEGIN
    SELECT c.* INTO who FROM hub.caller(NULL) c;
    refusal := who.refusal;
    reason := who.reason;
    IF refusal IS NULL AND coalesce(p_recipient, '') NOT LIKE 'recovery:%' AND NOT coalesce(hub.wraps_for(p_recipient), false) THEN
        refusal := 'HB001';
        reason := format('窗口 %s 不能取给 %s 的密钥封件', who.code, left(coalesce(p_recipient, '?'), 64));
    END IF;
    IF refusal IS NOT NULL THEN
        PERFORM hub.note_refusal(coalesce(who.code, ''), 0, NULL, refusal, reason);
        RETURN NEXT;
        RETURN;
    END IF;
    RETURN QUERY SELECT w.number, w.subject, w.maker, w.wrapped, NULL::text, NULL::text FROM hub.key_wraps w
    WHERE w.county = who.county AND w.recipient = p_recipient AND w.number > p_after
        AND (w.recipient NOT LIKE 'recovery:%' OR hub.own_recovery(w.maker, w.recipient))
    ORDER BY w.number LIMIT least(greatest(p_limit, 1), 2000);
END $$;

-- Delete the wraps for recipients that are none any more (a ring that was replaced, a recovery key of before): of one's
-- own making or putting; a holder those of all for a ring of its hall.
CREATE FUNCTION hub.drop_wraps(p_recipient text[], OUT dropped bigint, OUT refusal text, OUT reason text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    who record;
BEGIN
    SELECT c.* INTO who FROM hub.caller(NULL) c;
    refusal := who.refusal;
    reason := who.reason;
    IF refusal IS NOT NULL THEN
        PERFORM hub.note_refusal('', 0, NULL, refusal, reason);
        RETURN;
    END IF;
    WITH gone AS (
        DELETE FROM hub.key_wraps w WHERE w.county = who.county AND w.recipient = ANY (p_recipient)
            AND (split_part(w.maker, '-', 1) = who.code OR w.put_by = who.code OR (w.recipient LIKE 'ring:%' AND hub.wraps_for(w.recipient)))
        RETURNING 1
    )
    SELECT count(*) INTO dropped FROM gone;
END $$;

-- State public keys; the same again changes nothing. p_held: rings whose private half is at the caller's: they become
-- its hall's, unless another hall has stated them.
CREATE FUNCTION hub.put_key_cards(p_name text[], p_body bytea[], p_held text[], OUT refusal text, OUT reason text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    who record;
    v_base bigint;
    n constant int := cardinality(p_name);
BEGIN
    SELECT c.* INTO who FROM hub.caller(NULL) c;
    refusal := who.refusal;
    reason := who.reason;
    IF refusal IS NULL AND (n IS DISTINCT FROM cardinality(p_body) OR n IS NULL OR n NOT BETWEEN 1 AND 200
        OR (SELECT count(*) FROM hub.key_cards k WHERE k.county = who.county AND k.put_by = who.code) > 2000) THEN
        refusal := 'HB010';
        reason := '一次要交 1 至 200 张密钥名片，两列要一样长，一个窗口总共不超过 2000 张';
    END IF;
    IF refusal IS NULL THEN
        UPDATE hub.orders o SET wrap = o.wrap + n WHERE o.county = who.county RETURNING o.wrap - n INTO v_base;
        BEGIN
            INSERT INTO hub.key_cards AS c (county, name, body, number, put_by)
            SELECT DISTINCT ON (g.name) who.county, g.name, g.body, v_base + g.n, who.code
            FROM unnest(p_name, p_body) WITH ORDINALITY AS g(name, body, n) ORDER BY g.name, g.n DESC
            ON CONFLICT (county, name, put_by) DO UPDATE SET body = excluded.body, number = excluded.number, at = clock_timestamp()
                WHERE c.body <> excluded.body;
        EXCEPTION WHEN check_violation OR not_null_violation OR program_limit_exceeded THEN
            refusal := 'HB010';
            reason := '有不是密钥名片的内容，什么也没有收';
        END;
    END IF;
    IF refusal IS NULL AND cardinality(p_held) > 0 THEN
        IF hub.holds_ring(who.code) THEN
            INSERT INTO hub.rings (county, recipient, hall, stated_by)
            SELECT DISTINCT who.county, g.name, hub.my_hall(), who.code FROM unnest(p_held) AS g(name)
            WHERE g.name ~ '^ring:[0-9A-Za-z:-]{1,59}$' ON CONFLICT DO NOTHING;
        ELSE
            refusal := 'HB001';
            reason := format('窗口 %s 没有登记为大厅钥匙环的持有者', who.code);
        END IF;
    END IF;
    IF refusal IS NOT NULL THEN
        PERFORM hub.note_refusal(coalesce(who.code, ''), 0, NULL, refusal, reason);
    END IF;
END $$;

-- The county's public keys after a number.
CREATE FUNCTION hub.key_cards(p_after bigint, p_limit int)
RETURNS TABLE (number bigint, name text, body bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT k.number, k.name, k.body FROM hub.allowed(NULL) me JOIN hub.key_cards k ON k.county = me.county AND k.put_by <> me.code
    WHERE k.number > p_after ORDER BY k.number LIMIT p_limit;
END;

-- For the administrator: whether a window holds the ring beside the hall's own stations.
CREATE FUNCTION hub.let_hold_ring(p_code text, p_holds boolean) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE hub.stations s SET holds_ring = p_holds WHERE s.code = p_code AND s.kind IN ('window', 'hall');
    IF NOT FOUND THEN
        RAISE SQLSTATE 'HB010' USING MESSAGE = format('窗口 %s 没有登记，或不是办件的窗口', left(p_code, 32));
    END IF;
    INSERT INTO hub.admin_log (act, code, words)
    VALUES ('ring', p_code, CASE WHEN p_holds THEN '持有大厅钥匙环' ELSE '不再持有大厅钥匙环' END);
END $$;
