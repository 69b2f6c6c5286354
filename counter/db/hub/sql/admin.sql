-- What the hub's administrator may call: members of hub_admin. They run as hub_owner, which may make logins.

-- How long a login may hold others up: a push holds the county's order until it commits. A statement may take long, as a
-- large pull over a slow line does; a transaction that stands idle, or waits for another's lock, may not.
CREATE FUNCTION hub.limit_times(p_login name) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = ''10s''', p_login);
    EXECUTE format('ALTER ROLE %I SET lock_timeout = ''10s''', p_login);
    EXECUTE format('ALTER ROLE %I SET statement_timeout = ''10min''', p_login);
END $$;

-- The name of a new station's login. Logins belong to the whole server: where another hub on it has this name already (or
-- a database that was dropped left it), the name takes this hub's id along, so that neither gets the other's password.
CREATE FUNCTION hub.new_login(p_code text, p_demo boolean) RETURNS name LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT plain || CASE WHEN EXISTS (SELECT FROM pg_roles r WHERE r.rolname = plain)
        THEN (SELECT '_' || left(replace(i.hub::text, '-', ''), 12) FROM hub.identity i) ELSE '' END
    FROM (SELECT CASE WHEN p_demo THEN 'd' ELSE 's' END || p_code) AS named (plain);
$$;

CREATE FUNCTION hub.enrol(
    p_code text, p_hall text, p_county text, p_kind text, p_demo boolean, p_verifier text, p_again boolean
) RETURNS name LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    known hub.stations;
    v_login name;
    v_hall int;
BEGIN
    IF p_code !~ '^[0-9]{8}$' OR p_county !~ '^[0-9]{6}$' OR p_hall = '' OR p_verifier NOT LIKE 'SCRAM-SHA-256$%:%' THEN
        RAISE SQLSTATE 'HB010' USING MESSAGE = '窗口编码要 8 位数字、旗县要 6 位数字，大厅要有名称';
    END IF;
    SELECT s.* INTO known FROM hub.stations s WHERE s.code = p_code FOR UPDATE;
    v_login := coalesce(known.login, hub.new_login(p_code, p_demo));
    IF known.code IS NOT NULL AND NOT p_again THEN
        RAISE SQLSTATE 'HB010' USING MESSAGE = format('窗口 %s 已经登记过；要换登记文件、恢复作废的，加 --again，旧的登记文件从此没有用', p_code);
    ELSIF known.code IS NOT NULL AND (known.county, known.demo) IS DISTINCT FROM (p_county, p_demo) THEN
        RAISE SQLSTATE 'HB010' USING MESSAGE = format('窗口 %s 已登记在旗县 %s（%s），不能改', p_code, known.county,
            CASE WHEN known.demo THEN '演示' ELSE '正式' END);
    END IF;
    IF EXISTS (SELECT FROM hub.stations s WHERE s.demo <> p_demo) THEN
        RAISE SQLSTATE 'HB010' USING MESSAGE = '演示的和正式的窗口不能登记在同一个汇聚库里';
    END IF;
    INSERT INTO hub.orders (county) VALUES (p_county) ON CONFLICT DO NOTHING;
    INSERT INTO hub.halls (county, name) VALUES (p_county, p_hall) ON CONFLICT DO NOTHING;
    v_hall := (SELECT h.hall FROM hub.halls h WHERE h.county = p_county AND h.name = p_hall);
    IF known.code IS NULL THEN
        INSERT INTO hub.stations (login, code, hall, county, kind, demo)
        VALUES (v_login, p_code, v_hall, p_county, p_kind, p_demo);
    ELSE
        UPDATE hub.stations s SET hall = v_hall, kind = p_kind, revoked_at = NULL, revoked_why = NULL WHERE s.code = p_code;
        -- Whoever had the old secret may have opened epochs: empty ones go, and the machine with the new one counts.
        DELETE FROM hub.epochs e WHERE e.code = p_code AND e.seq = 0;
        UPDATE hub.epochs e SET machine = '' WHERE e.code = p_code;
    END IF;
    IF EXISTS (SELECT FROM pg_roles r WHERE r.rolname = v_login) THEN
        EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', v_login, p_verifier);
    ELSE
        EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS CONNECTION LIMIT 3 PASSWORD %L IN ROLE hub_station',
            v_login, p_verifier);
    END IF;
    PERFORM hub.limit_times(v_login);
    INSERT INTO hub.admin_log (act, code, words) VALUES (CASE WHEN known.code IS NULL THEN 'enrol' ELSE 'enrol again' END, p_code, p_hall);
    RETURN v_login;
END $$;

-- End a station's rights. Its login still answers one question, why: so a stolen machine shows from where it calls.
-- p_close: not even that.
CREATE FUNCTION hub.revoke(p_code text, p_why text, p_close boolean) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    known hub.stations;
    v_ended int;
BEGIN
    SELECT s.* INTO known FROM hub.stations s WHERE s.code = p_code FOR UPDATE;
    IF known.code IS NULL THEN
        RAISE SQLSTATE 'HB010' USING MESSAGE = format('窗口 %s 没有登记', left(p_code, 32));
    ELSIF p_why = '' THEN
        RAISE SQLSTATE 'HB010' USING MESSAGE = '要写明为什么作废';
    END IF;
    UPDATE hub.stations s SET revoked_at = coalesce(s.revoked_at, clock_timestamp()), revoked_why = p_why WHERE s.code = p_code;
    DELETE FROM hub.key_wraps w WHERE w.recipient LIKE p_code || '-%'; -- what it could still open
    IF p_close THEN
        EXECUTE format('ALTER ROLE %I NOLOGIN', known.login);
    END IF;
    INSERT INTO hub.admin_log (act, code, words) VALUES ('revoke', p_code, p_why);
    SELECT count(*) INTO v_ended FROM pg_stat_activity a, LATERAL pg_terminate_backend(a.pid) ended
    WHERE a.usename = known.login AND ended;
    RETURN v_ended;
END $$;
