-- Parcels: files that a station signed and, where they are for one office alone, sealed (docs/decisions/0034). The hub
-- knows who sent what kind, when, how long it is, and who has it. HB014: too many or too much of one station in a day.

-- What one station may send in 24 hours, whoever carries it.
CREATE FUNCTION hub.parcels_of_a_day() RETURNS int LANGUAGE sql IMMUTABLE RETURN 40;
CREATE FUNCTION hub.parcel_bytes_of_a_day() RETURNS bigint LANGUAGE sql IMMUTABLE RETURN 134217728;

-- Whether a station that sends this kind is of a sort that makes it; of kinds of a newer program nothing is known.
CREATE FUNCTION hub.makes(p_station_kind text, p_kind text) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN CASE p_kind
    WHEN 'guide' THEN p_station_kind = 'bureau'
    WHEN 'ratings' THEN p_station_kind IN ('window', 'hall')
    WHEN 'register' THEN p_station_kind IN ('window', 'hall')
    WHEN 'calendar' THEN p_station_kind IN ('window', 'hall')
    ELSE true
END;

-- Whether a parcel is for a station: to_hall 0 and no kinds: for all.
CREATE FUNCTION hub.parcel_is_for(p_to_hall int, p_to_kinds text[], p_hall int, p_kind text) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN p_to_hall IN (0, p_hall) AND (p_to_kinds = '{}' OR p_kind = ANY (p_to_kinds));

-- What lies here no longer than it must (hub.parcel_rule): a rating pack, a year's calendar once everybody has it and
-- taken_days have passed; what is replaced by a newer one of its kind likewise; and such a one after kept_days, whoever
-- was away. The newest guide, register and keys of each sender stay, for whoever is enrolled later. A sender keeps what
-- nobody has received, and sends it again.
CREATE FUNCTION hub.old_parcels(p_county text) RETURNS TABLE (pos bigint) LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT p.pos FROM hub.parcel_rule rule
    JOIN hub.parcels p ON p.county = p_county AND p.at < clock_timestamp() - make_interval(days => rule.taken_days)
        AND (p.kind IN ('ratings', 'calendar') OR EXISTS (SELECT FROM hub.parcels n WHERE n.county = p.county
            AND n.from_code = p.from_code AND n.kind = p.kind AND n.pos > p.pos))
        AND (p.at < clock_timestamp() - make_interval(days => rule.kept_days)
            OR EXISTS (SELECT FROM hub.parcel_receipts r WHERE r.county = p.county AND r.pos = p.pos) AND NOT EXISTS (
                SELECT FROM hub.stations s WHERE s.county = p.county AND s.revoked_at IS NULL AND s.code <> p.from_code
                    AND s.enrolled_at < clock_timestamp() - make_interval(days => rule.taken_days)
                    AND hub.parcel_is_for(p.to_hall, p.to_kinds, s.hall, s.kind)
                    AND NOT EXISTS (SELECT FROM hub.parcel_receipts r
                        WHERE r.county = p.county AND r.pos = p.pos AND r.code = s.code)));
END;

-- With every parcel that is sent, and by the administrator (hub.drop_parcels).
CREATE FUNCTION hub.drop_old_parcels(p_county text) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    DELETE FROM hub.parcels p WHERE p.county = p_county AND p.pos IN (SELECT o.pos FROM hub.old_parcels(p_county) o);
END;

-- p_to: '' for all of the county, 'kind:' and kinds of stations with commas, or a hall's name.
CREATE FUNCTION hub.send(p_station text, p_to text, p_kind text, p_body bytea, OUT pos bigint, OUT refusal text, OUT reason text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    who record;
    v_to int := 0;
    v_kinds text[] := '{}';
    v_pos bigint;
    v_day record;
BEGIN
    SELECT c.* INTO who FROM hub.caller(p_station) c;
    refusal := who.refusal;
    reason := who.reason;
    IF refusal IS NULL AND p_to LIKE 'kind:%' THEN
        v_kinds := string_to_array(substr(p_to, 6), ',');
        IF NOT v_kinds <@ ARRAY['window', 'hall', 'office', 'bureau'] OR v_kinds = '{}' THEN
            refusal := 'HB010';
            reason := '不知道要发给哪一类窗口';
        END IF;
    ELSIF refusal IS NULL AND p_to <> '' THEN
        v_to := (SELECT h.hall FROM hub.halls h WHERE h.county = who.county AND h.name = p_to);
        IF v_to IS NULL THEN
            refusal := 'HB010';
            reason := format('本旗县没有登记“%s”', left(p_to, 60));
        END IF;
    END IF;
    IF refusal IS NULL AND NOT coalesce(p_kind ~ '^[a-z][a-z0-9_.]{0,39}$' AND octet_length(p_body) BETWEEN 1 AND 33554432, false) THEN
        refusal := 'HB010';
        reason := '文件是空的、超过 32 MB，或者没有写明种类';
    ELSIF refusal IS NULL AND NOT hub.makes(who.kind, p_kind) THEN
        refusal := 'HB010';
        reason := format('窗口 %s 不发这一种文件', who.code);
    END IF;
    IF refusal IS NULL THEN
        PERFORM 1 FROM hub.stations s WHERE s.code = who.code FOR UPDATE; -- one of a station at a time: they are counted
        SELECT p.pos INTO pos FROM hub.parcels p WHERE p.county = who.county AND p.from_code = who.code AND p.to_hall = v_to
            AND p.digest = sha256(p_body);
        IF pos IS NOT NULL THEN
            RETURN;
        END IF;
        SELECT count(*) AS number, coalesce(sum(octet_length(p.body)), 0) AS bytes INTO v_day FROM hub.parcels p
        WHERE p.from_code = who.code AND p.at > clock_timestamp() - interval '24 hours';
        IF v_day.number >= hub.parcels_of_a_day() OR v_day.bytes + octet_length(p_body) > hub.parcel_bytes_of_a_day() THEN
            refusal := 'HB014';
            reason := format('窗口 %s 一天里发的文件太多，明天自动再发', who.code);
        END IF;
    END IF;
    IF refusal IS NOT NULL THEN
        PERFORM hub.note_refusal(coalesce(who.code, p_station), 0, NULL, refusal, reason);
        RETURN;
    END IF;
    PERFORM hub.drop_old_parcels(who.county);
    UPDATE hub.orders o SET parcel = o.parcel + 1 WHERE o.county = who.county RETURNING o.parcel INTO v_pos;
    INSERT INTO hub.parcels (county, pos, from_code, to_hall, to_kinds, kind, digest, body)
    VALUES (who.county, v_pos, who.code, v_to, v_kinds, p_kind, sha256(p_body), p_body);
    pos := v_pos;
END $$;

CREATE FUNCTION hub.receive(p_station text, p_after bigint, p_limit int)
RETURNS TABLE (pos bigint, from_code text, kind text, digest bytea, body bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT p.pos, p.from_code, p.kind, p.digest, p.body
    FROM hub.allowed(p_station) me JOIN hub.stations s ON s.code = me.code
    JOIN hub.parcels p ON p.county = me.county AND p.pos > p_after AND p.from_code <> me.code
        AND hub.parcel_is_for(p.to_hall, p.to_kinds, me.hall, s.kind)
    ORDER BY p.pos LIMIT p_limit;
END;

-- The county's newest parcel, and what lies at that place, where the caller may see it.
CREATE FUNCTION hub.parcel_at(p_pos bigint, OUT newest bigint, OUT digest bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT o.parcel, p.digest FROM hub.allowed(NULL) me JOIN hub.orders o ON o.county = me.county
    JOIN hub.stations s ON s.code = me.code
    LEFT JOIN hub.parcels p ON p.county = me.county AND p.pos = p_pos AND hub.parcel_is_for(p.to_hall, p.to_kinds, me.hall, s.kind);
END;

-- The station has the parcel of that place. Where it lies no longer, or is for others, nothing is noted.
CREATE FUNCTION hub.received(p_station text, p_pos bigint, OUT refusal text, OUT reason text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    who record;
BEGIN
    SELECT c.* INTO who FROM hub.caller(p_station) c;
    refusal := who.refusal;
    reason := who.reason;
    IF refusal IS NOT NULL THEN
        PERFORM hub.note_refusal(coalesce(who.code, p_station), 0, NULL, refusal, reason);
        RETURN;
    END IF;
    INSERT INTO hub.parcel_receipts (county, pos, code)
    SELECT p.county, p.pos, who.code FROM hub.parcels p
    WHERE p.county = who.county AND p.pos = p_pos AND p.from_code <> who.code
        AND hub.parcel_is_for(p.to_hall, p.to_kinds, who.hall, who.kind)
    ON CONFLICT DO NOTHING;
END $$;

-- Where a station's parcels lie, and who has them.
CREATE FUNCTION hub.parcels_sent(p_station text) RETURNS TABLE (pos bigint, digest bytea, code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT p.pos, p.digest, coalesce(r.code, '') FROM hub.allowed(p_station) me
    JOIN hub.parcels p ON p.county = me.county AND p.from_code = me.code AND p.at > clock_timestamp() - interval '60 days'
    LEFT JOIN hub.parcel_receipts r ON r.county = p.county AND r.pos = p.pos ORDER BY p.pos, r.code;
END;

-- By the administrator: how long parcels lie here; NULL leaves a figure as it is.
CREATE FUNCTION hub.set_parcel_rule(p_taken int, p_kept int, OUT v_taken int, OUT v_kept int)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    SELECT coalesce(p_taken, r.taken_days), coalesce(p_kept, r.kept_days) INTO v_taken, v_kept FROM hub.parcel_rule r;
    IF p_taken IS NULL AND p_kept IS NULL THEN
        RETURN;
    ELSIF v_taken NOT BETWEEN 7 AND 3650 OR v_kept NOT BETWEEN 30 AND 3650 OR v_kept < v_taken THEN
        RAISE SQLSTATE 'HB010' USING MESSAGE = '收齐以后要留 7 至 3650 天，没有收齐的要留 30 至 3650 天，不能比收齐的短';
    END IF;
    UPDATE hub.parcel_rule r SET taken_days = v_taken, kept_days = v_kept, set_at = clock_timestamp(), set_by = session_user;
    INSERT INTO hub.admin_log (act, code, words) VALUES ('parcel rule', '', format('%s, %s', v_taken, v_kept));
END $$;

-- By the administrator: drop now what the rule lets go, in every county; how many, and how many bytes.
CREATE FUNCTION hub.drop_parcels(OUT dropped bigint, OUT bytes bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    WITH gone AS (
        DELETE FROM hub.parcels p USING hub.orders o, hub.old_parcels(o.county) old
        WHERE p.county = o.county AND p.pos = old.pos RETURNING octet_length(p.body) AS length
    )
    SELECT count(*), coalesce(sum(length), 0) INTO dropped, bytes FROM gone;
    IF dropped > 0 THEN
        INSERT INTO hub.admin_log (act, code, words) VALUES ('drop parcels', '', format('%s, %s', dropped, bytes));
    END IF;
END $$;
