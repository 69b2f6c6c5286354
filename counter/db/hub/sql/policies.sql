-- Who may do what. Every table is closed by row-level security, also to its owner; stations have no right to any table,
-- only to functions. The policies for them are the second door: whatever right somebody grants by mistake, a station
-- reads what it may read, and a function that is written wrongly cannot write into another station's stream.

REVOKE ALL ON SCHEMA hub FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA hub FROM PUBLIC, hub_station, hub_writer, hub_watch, hub_admin;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA hub FROM PUBLIC, hub_station, hub_watch, hub_admin;
GRANT USAGE ON SCHEMA hub TO hub_station, hub_writer, hub_watch, hub_admin;

DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = 'hub'::regnamespace AND relkind = 'r' LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', one.name);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', one.name);
        EXECUTE format('CREATE POLICY read_all ON %s FOR SELECT TO hub_writer, hub_admin, hub_owner USING (true)', one.name);
    END LOOP;
    FOR one IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = 'hub'::regnamespace AND relkind = 'v' LOOP
        EXECUTE format('ALTER VIEW %s OWNER TO hub_writer', one.name);
    END LOOP;
    FOR one IN SELECT oid::regprocedure AS name, proname FROM pg_proc WHERE pronamespace = 'hub'::regnamespace LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO %I', one.name,
            CASE WHEN one.proname IN ('enrol', 'new_login', 'limit_times', 'revoke', 'let_oversee') THEN 'hub_owner' ELSE 'hub_writer' END);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one.name);
    END LOOP;
END $$;

-- The functions of the stations.
GRANT SELECT ON ALL TABLES IN SCHEMA hub TO hub_writer;
GRANT INSERT ON hub.entries, hub.batches, hub.follows, hub.deliveries, hub.parcels, hub.forks, hub.refusals, hub.epochs TO hub_writer;
GRANT UPDATE (seq, hash, last_at, certificate, machine) ON hub.epochs TO hub_writer;
GRANT UPDATE (pos, turn, parcel, link) ON hub.orders TO hub_writer;
GRANT UPDATE (reason, seq, from_addr, last_at, times) ON hub.refusals TO hub_writer;
GRANT UPDATE (login) ON hub.stations TO hub_writer; -- only to lock a row; no policy lets one be changed
CREATE POLICY own_stream ON hub.entries FOR INSERT TO hub_writer
    WITH CHECK (station = (SELECT hub.me()) OR hub.writes_for(station));
CREATE POLICY own_stream ON hub.batches FOR INSERT TO hub_writer
    WITH CHECK (county = (SELECT hub.my_county()) AND (station = (SELECT hub.me()) OR hub.writes_for(station)));
CREATE POLICY own_stream ON hub.epochs FOR INSERT TO hub_writer WITH CHECK (code = (SELECT hub.me()) OR hub.writes_for(code));
CREATE POLICY own_stream_on ON hub.epochs FOR UPDATE TO hub_writer USING (code = (SELECT hub.me()) OR hub.writes_for(code));
CREATE POLICY own_county ON hub.orders FOR UPDATE TO hub_writer USING (county = (SELECT hub.my_county()));
CREATE POLICY own_county ON hub.follows FOR INSERT TO hub_writer
    WITH CHECK (asked_by = (SELECT hub.me()) OR hub.writes_for(asked_by));
CREATE POLICY own_county ON hub.deliveries FOR INSERT TO hub_writer
    WITH CHECK (EXISTS (SELECT FROM hub.halls h WHERE h.hall = deliveries.hall AND h.county = (SELECT hub.my_county())));
CREATE POLICY own_parcels ON hub.parcels FOR INSERT TO hub_writer
    WITH CHECK (county = (SELECT hub.my_county()) AND (from_code = (SELECT hub.me()) OR hub.writes_for(from_code)));
CREATE POLICY own_login ON hub.forks FOR INSERT TO hub_writer WITH CHECK (login = session_user);
CREATE POLICY own_login ON hub.refusals FOR INSERT TO hub_writer WITH CHECK (login = session_user);
CREATE POLICY own_login_on ON hub.refusals FOR UPDATE TO hub_writer USING (login = session_user);
CREATE POLICY own_row ON hub.stations FOR UPDATE TO hub_writer
    USING (login = session_user OR hub.writes_for(code)) WITH CHECK (false);

-- Stations: the second door only.
CREATE POLICY followed ON hub.entries FOR SELECT TO hub_station USING (
    station = (SELECT hub.me())
    OR subject IN (SELECT f.subject FROM hub.follows f WHERE f.hall = (SELECT hub.my_hall()))
);
CREATE POLICY own_hall ON hub.follows FOR SELECT TO hub_station USING (hall = (SELECT hub.my_hall()));
CREATE POLICY own_hall ON hub.deliveries FOR SELECT TO hub_station USING (hall = (SELECT hub.my_hall()));
CREATE POLICY own_county_read ON hub.batches FOR SELECT TO hub_station USING (county = (SELECT hub.my_county()));
CREATE POLICY own_login ON hub.stations FOR SELECT TO hub_station USING (login = session_user);
GRANT EXECUTE ON FUNCTION hub.me(), hub.my_hall(), hub.my_county(), hub.writes_for(text) TO hub_station, hub_writer;
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = 'hub'::regnamespace AND proname IN (
        'state', 'link', 'open_epoch', 'known', 'placed', 'certificates', 'push', 'follow', 'newest_turn', 'pull', 'pull_entries', 'own',
        'own_entries', 'send', 'receive', 'forked', 'oversee', 'heads', 'turn_mark') LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO hub_station', one.name);
    END LOOP;
END $$;

-- Enrolling and revoking, and the administrator's own looks: all rows, and no key to what is sealed in them.
GRANT SELECT, INSERT, UPDATE ON hub.stations, hub.halls, hub.orders, hub.admin_log TO hub_owner;
CREATE POLICY admin ON hub.stations FOR ALL TO hub_owner USING (true) WITH CHECK (true);
GRANT SELECT, DELETE, UPDATE (machine) ON hub.epochs TO hub_owner;
CREATE POLICY admin_anew ON hub.epochs FOR UPDATE TO hub_owner USING (true);
CREATE POLICY admin_empty ON hub.epochs FOR DELETE TO hub_owner USING (seq = 0);
CREATE POLICY admin ON hub.halls FOR ALL TO hub_owner USING (true) WITH CHECK (true);
CREATE POLICY admin ON hub.orders FOR INSERT TO hub_owner WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON hub.overseers TO hub_owner;
CREATE POLICY admin ON hub.overseers FOR ALL TO hub_owner USING (true) WITH CHECK (true);
CREATE POLICY admin ON hub.admin_log FOR INSERT TO hub_owner WITH CHECK (true);
GRANT SELECT ON ALL TABLES IN SCHEMA hub TO hub_admin;
GRANT EXECUTE ON FUNCTION hub.enrol(text, text, text, text, boolean, text, boolean), hub.revoke(text, text, boolean),
    hub.let_oversee(text, boolean) TO hub_admin;

-- Monitoring and figures: the views of watching.sql, and no table.
GRANT SELECT ON hub.watch_stations, hub.watch_orders, hub.watch_refusals, hub.watch_days, hub.watch_bundles TO hub_watch;

-- Logins of before get today's limits. (Roles belong to the whole server: one may be gone.)
SELECT hub.limit_times(s.login) FROM hub.stations s JOIN pg_roles r ON r.rolname = s.login;
