-- Who is calling, for whom, and what was refused. Everything hangs on session_user: inside a function that runs as its
-- owner, and after SET ROLE, it is still the login. (The three small ones in PL/pgSQL, which keeps their plan; policies ask
-- them in every statement.)

CREATE FUNCTION hub.me() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT s.code FROM hub.stations s WHERE s.login = session_user AND s.revoked_at IS NULL);
END $$;

-- The stations that the caller may write for: its own; of a hall's station, all of the county (courier).
CREATE FUNCTION hub.writes_for(p_station text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
RETURN EXISTS (
    SELECT FROM hub.stations mine JOIN hub.stations other ON other.county = mine.county AND other.demo = mine.demo
    WHERE mine.login = session_user AND mine.revoked_at IS NULL AND mine.kind = 'hall'
        AND other.code = p_station AND other.revoked_at IS NULL
);

CREATE FUNCTION hub.my_hall() RETURNS int LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT s.hall FROM hub.stations s WHERE s.login = session_user AND s.revoked_at IS NULL);
END $$;

CREATE FUNCTION hub.my_county() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT s.county FROM hub.stations s WHERE s.login = session_user AND s.revoked_at IS NULL);
END $$;

CREATE FUNCTION hub.note_refusal(p_station text, p_epoch int, p_seq bigint, p_refusal text, p_reason text)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    INSERT INTO hub.refusals AS r (login, station, epoch, refusal, reason, seq, from_addr)
    VALUES (session_user, coalesce((SELECT s.code FROM hub.stations s WHERE s.code = p_station), ''),
        coalesce((SELECT e.epoch FROM hub.epochs e WHERE e.code = p_station AND e.epoch = p_epoch), 0),
        p_refusal, p_reason, p_seq, inet_client_addr())
    ON CONFLICT (login, station, epoch, refusal) DO UPDATE
        SET reason = excluded.reason, seq = excluded.seq, from_addr = excluded.from_addr,
            last_at = clock_timestamp(), times = r.times + 1;
END;

-- The station that is meant, and why not. p_station: NULL for the caller's own.
CREATE FUNCTION hub.caller(
    p_station text, OUT code text, OUT hall int, OUT county text, OUT kind text, OUT demo boolean, OUT refusal text, OUT reason text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine hub.stations;
BEGIN
    SELECT s.* INTO mine FROM hub.stations s WHERE s.login = session_user;
    IF mine.code IS NULL THEN
        refusal := 'HB001';
        reason := format('登录名 %s 没有登记成窗口', session_user);
        RETURN;
    ELSIF mine.revoked_at IS NOT NULL THEN
        refusal := 'HB001';
        reason := format('窗口 %s 的登记已于 %s 作废：%s', mine.code,
            to_char(mine.revoked_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), mine.revoked_why);
        RETURN;
    END IF;
    reason := hub.program_trouble();
    IF reason IS NOT NULL THEN
        refusal := 'HB011';
        RETURN;
    END IF;
    IF p_station IS NULL OR p_station = mine.code THEN
        NULL;
    ELSIF hub.writes_for(p_station) THEN
        SELECT s.* INTO mine FROM hub.stations s WHERE s.code = p_station;
    ELSE
        refusal := 'HB001';
        reason := format('窗口 %s 不能代 %s 上报或取件', mine.code, left(p_station, 32));
        RETURN;
    END IF;
    code := mine.code;
    hall := mine.hall;
    county := mine.county;
    kind := mine.kind;
    demo := mine.demo;
END $$;

-- The same for functions that answer in rows: they fail, which the server's log keeps.
CREATE FUNCTION hub.allowed(p_station text, OUT code text, OUT hall int, OUT county text, OUT reads_cases boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
BEGIN
    SELECT c.* INTO who FROM hub.caller(p_station) c;
    IF who.refusal IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = who.refusal, MESSAGE = who.reason;
    END IF;
    code := who.code;
    hall := who.hall;
    county := who.county;
    reads_cases := who.kind IN ('window', 'hall');
END $$;
