-- The supervisor's room of a county follows every case of the county, a page of the order at a time.

-- From p_after on at most p_limit batches: their cases are followed from now on, and their past comes with the next pull.
-- upto: where the next page begins; NULL where the caller's room was not granted this.
CREATE FUNCTION hub.oversee(
    p_after bigint, p_limit int, OUT upto bigint, OUT cases bigint, OUT refusal text, OUT reason text
) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    who record;
    v_order record;
    v_new text[];
BEGIN
    SELECT c.* INTO who FROM hub.caller(NULL) c;
    refusal := who.refusal;
    reason := who.reason;
    IF refusal IS NULL AND NOT coalesce(p_after >= 0 AND p_limit BETWEEN 1 AND 1000, false) THEN
        refusal := 'HB010';
        reason := '要写明从第几批起、看多少批';
    END IF;
    IF refusal IS NOT NULL THEN
        PERFORM hub.note_refusal(coalesce(who.code, ''), 0, NULL, refusal, reason);
        RETURN;
    END IF;
    IF who.kind <> 'hall' OR NOT EXISTS (SELECT FROM hub.overseers o WHERE o.hall = who.hall) THEN
        RETURN;
    END IF;
    SELECT o.pos, o.turn INTO v_order FROM hub.orders o WHERE o.county = who.county FOR UPDATE;
    upto := greatest(p_after, least(p_after + p_limit, v_order.pos));
    WITH new AS (
        INSERT INTO hub.follows (subject, hall, asked_by, why)
        SELECT DISTINCT e.subject, who.hall, who.code, '值班主管室'
        FROM hub.batches b
        JOIN hub.entries e ON e.station = b.station AND e.epoch = b.epoch AND e.seq BETWEEN b.first AND b.last
        WHERE b.county = who.county AND b.pos > p_after AND b.pos <= upto AND hub.is_case(e.subject)
        ON CONFLICT DO NOTHING
        RETURNING subject
    )
    SELECT array_agg(new.subject) INTO v_new FROM new;
    cases := coalesce(cardinality(v_new), 0);
    IF cases > 0 THEN
        UPDATE hub.orders o SET turn = o.turn + 1 WHERE o.county = who.county;
        PERFORM hub.deliver_past(v_new, who.hall, who.county, v_order.turn + 1, v_order.pos + 1);
    END IF;
END $$;

-- By the administrator: whether the room of that code sees the whole county. It has to be the only station of its name
-- here, because what is delivered is delivered to a name: windows beside it would get the county too.
CREATE FUNCTION hub.let_oversee(p_code text, p_on boolean) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    known hub.stations;
BEGIN
    SELECT s.* INTO known FROM hub.stations s WHERE s.code = p_code;
    IF known.code IS NULL OR known.kind <> 'hall' THEN
        RAISE SQLSTATE 'HB010' USING MESSAGE = format('%s 没有登记成值班主管室（counter hub enrol --kind hall）', left(p_code, 32));
    ELSIF p_on AND EXISTS (SELECT FROM hub.stations s WHERE s.hall = known.hall AND s.code <> p_code) THEN
        RAISE SQLSTATE 'HB010' USING MESSAGE = format('%s 和别的窗口登记在同一个名称下：请用 --again 另起一个名称再登记', p_code);
    END IF;
    IF p_on THEN
        INSERT INTO hub.overseers (hall) VALUES (known.hall) ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM hub.overseers o WHERE o.hall = known.hall;
    END IF;
    INSERT INTO hub.admin_log (act, code, words) VALUES (CASE WHEN p_on THEN 'oversee' ELSE 'oversee end' END, p_code, '');
END $$;
