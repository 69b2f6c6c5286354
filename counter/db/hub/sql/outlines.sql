-- Outlines (0006): appended by their station, read by all of the county, so that none can be kept from a reader alone.
-- Refusals are values, as in api.sql.

-- How far the outlines of an own stream reach; 0: there is none.
CREATE FUNCTION hub.outlined(p_epoch int) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN (SELECT coalesce(max(o.last), 0) FROM hub.outlines o
    WHERE o.station = (SELECT c.code FROM hub.allowed(NULL) c) AND o.epoch = p_epoch);

CREATE FUNCTION hub.put_outline(
    p_machine text, p_epoch int, p_first bigint, p_last bigint, p_hall text, p_cases bytea, p_signature bytea,
    OUT upto bigint, OUT refusal text, OUT reason text
) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    who record;
    stream hub.epochs;
    newest hub.epochs;
BEGIN
    SELECT c.* INTO who FROM hub.caller(NULL) c;
    refusal := who.refusal;
    reason := who.reason;
    IF refusal IS NULL AND NOT coalesce(p_first >= 1 AND p_last BETWEEN p_first AND p_first + 4095
        AND octet_length(p_hall) <= 800 AND octet_length(p_signature) = 64
        AND octet_length(p_cases) % 8 = 0 AND octet_length(p_cases) <= 8 * (p_last - p_first + 1), false) THEN
        refusal := 'HB010';
        reason := '办件目录不合格式';
    END IF;
    IF refusal IS NULL THEN
        SELECT e.* INTO newest FROM hub.epochs e WHERE e.code = who.code ORDER BY e.epoch DESC LIMIT 1;
        IF nullif(newest.machine, '') IS DISTINCT FROM p_machine THEN
            refusal := 'HB006';
            reason := format('窗口 %s 的第 %s 期已在另一台机器上开始，这一台的是旧的', who.code, newest.epoch);
        END IF;
    END IF;
    IF refusal IS NOT NULL THEN
        PERFORM hub.note_refusal(who.code, p_epoch, p_first, refusal, reason);
        RETURN;
    END IF;
    SELECT e.* INTO stream FROM hub.epochs e WHERE e.code = who.code AND e.epoch = p_epoch FOR UPDATE; -- one at a time
    upto := hub.outlined(p_epoch);
    IF p_last <= upto THEN
        RETURN;
    ELSIF p_first <> upto + 1 OR p_last > coalesce(stream.seq, 0) THEN
        refusal := 'HB003';
        reason := format('窗口 %s 第 %s 期的目录到第 %s 条，记录到第 %s 条', who.code, p_epoch, upto, coalesce(stream.seq, 0));
        RETURN;
    END IF;
    INSERT INTO hub.outlines (station, epoch, first, last, hall, cases, signature)
    VALUES (who.code, p_epoch, p_first, p_last, p_hall, p_cases, p_signature);
    upto := p_last;
END $$;

-- The outlines of the county's other streams after what is known of each.
CREATE FUNCTION hub.outlines_after(p_stations text[], p_epochs int[], p_known bigint[], p_limit int)
RETURNS TABLE (station text, epoch int, first bigint, last bigint, hall text, cases bytea, signature bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT o.station, o.epoch, o.first, o.last, o.hall, o.cases, o.signature
    FROM hub.allowed(NULL) me
    JOIN hub.stations s ON me.reads_cases AND s.county = me.county AND s.code <> me.code
    JOIN hub.epochs e ON e.code = s.code
    LEFT JOIN unnest(p_stations, p_epochs, p_known) AS k(station, epoch, last) ON k.station = e.code AND k.epoch = e.epoch
    CROSS JOIN LATERAL (
        SELECT o.* FROM hub.outlines o
        WHERE o.station = e.code AND o.epoch = e.epoch AND o.first > coalesce(k.last, 0) - 4096 AND o.last > coalesce(k.last, 0)
        ORDER BY o.first LIMIT p_limit
    ) o
    ORDER BY o.station, o.epoch, o.first LIMIT p_limit;
END;

-- This file is run after policies.sql, which has closed the table.
ALTER FUNCTION hub.outlined(int) OWNER TO hub_writer;
ALTER FUNCTION hub.put_outline(text, int, bigint, bigint, text, bytea, bytea) OWNER TO hub_writer;
ALTER FUNCTION hub.outlines_after(text[], int[], bigint[], int) OWNER TO hub_writer;
REVOKE ALL ON FUNCTION hub.outlined(int), hub.put_outline(text, int, bigint, bigint, text, bytea, bytea),
    hub.outlines_after(text[], int[], bigint[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.outlined(int), hub.put_outline(text, int, bigint, bigint, text, bytea, bytea),
    hub.outlines_after(text[], int[], bigint[], int) TO hub_station;
GRANT SELECT, INSERT ON hub.outlines TO hub_writer;
CREATE POLICY own_stream ON hub.outlines FOR INSERT TO hub_writer WITH CHECK (station = (SELECT hub.me()));
