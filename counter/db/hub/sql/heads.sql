-- The daily comparison (对账): how far the streams of the caller's own hall are, for its supervisor's room alone.

-- Its hash at the last number of which something was delivered to the hall says whether the room has the same entry:
-- what is only a window's own (its settings, its people) reaches nobody, so that the end of a stream may never come.
CREATE FUNCTION hub.heads()
RETURNS TABLE (code text, epoch int, kind text, seq bigint, hash bytea, reported timestamptz, delivered bigint,
    delivered_hash bytea, revoked boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    me hub.stations;
BEGIN
    PERFORM hub.allowed(NULL);
    SELECT s.* INTO me FROM hub.stations s WHERE s.login = session_user;
    IF me.kind <> 'hall' THEN
        RAISE EXCEPTION USING ERRCODE = 'HB001', MESSAGE = format('窗口 %s 不是值班主管室，不能看别的窗口报到哪里', me.code);
    END IF;
    RETURN QUERY
    SELECT s.code, e.epoch, s.kind, e.seq, e.hash, e.last_at, coalesce(b.last, 0),
        coalesce(substring(b.hashes FROM octet_length(b.hashes) - 31), decode(repeat('00', 32), 'hex')),
        s.revoked_at IS NOT NULL
    FROM hub.stations s
    JOIN hub.epochs e ON e.code = s.code
    LEFT JOIN LATERAL (
        SELECT b.last, b.hashes FROM hub.batches b
        WHERE b.station = e.code AND b.epoch = e.epoch
            AND EXISTS (SELECT FROM hub.deliveries d WHERE d.pos = b.pos AND d.hall = me.hall)
        ORDER BY b.first DESC LIMIT 1
    ) b ON true
    WHERE s.hall = me.hall AND s.county = me.county AND s.kind IN ('window', 'hall')
    ORDER BY s.code, e.epoch;
END $$;

-- What the caller's hall was given last, up to a turn: of two hubs that differ in it one was put back, though its counts
-- have come as far again (a case that was followed, lost, and another followed since).
CREATE FUNCTION hub.turn_mark(p_turn bigint) RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT sha256(coalesce(string_agg(int8send(g.turn) || int8send(g.pos) || convert_to(g.part::text, 'UTF8'), ''::bytea
        ORDER BY g.turn, g.pos), ''::bytea))
    FROM (
        SELECT d.turn, d.pos, d.part FROM hub.allowed(NULL) me
        JOIN hub.deliveries d ON d.hall = me.hall AND d.turn <= p_turn
        ORDER BY d.turn DESC, d.pos DESC LIMIT 256
    ) g;
END;
