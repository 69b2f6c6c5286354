-- Rights on parcels, after those on everything else (policies.sql closes every table and gives every function its owner).

CREATE POLICY own_parcels_read ON hub.parcels FOR SELECT TO hub_station USING (
    county = (SELECT hub.my_county()) AND (from_code = (SELECT hub.me())
        OR hub.parcel_is_for(to_hall, to_kinds, (SELECT hub.my_hall()), (SELECT s.kind FROM hub.stations s WHERE s.login = session_user)))
);
CREATE POLICY own_county_old ON hub.parcels FOR DELETE TO hub_writer
    USING (county = (SELECT hub.my_county()) AND at < clock_timestamp() - interval '7 days');
GRANT DELETE ON hub.parcels TO hub_writer;
CREATE POLICY own_receipts ON hub.parcel_receipts FOR INSERT TO hub_writer
    WITH CHECK (county = (SELECT hub.my_county()) AND (code = (SELECT hub.me()) OR hub.writes_for(code)));
CREATE POLICY own_receipts_read ON hub.parcel_receipts FOR SELECT TO hub_station USING (code = (SELECT hub.me()));
GRANT INSERT ON hub.parcel_receipts TO hub_writer;
GRANT EXECUTE ON FUNCTION hub.parcel_is_for(int, text[], int, text) TO hub_station, hub_writer;
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = 'hub'::regnamespace
        AND proname IN ('parcel_at', 'received', 'parcels_sent') LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO hub_station', one.name);
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION hub.old_parcels(text) TO hub_writer, hub_owner;

-- The administrator: the rule, and what it lets go.
ALTER FUNCTION hub.set_parcel_rule(int, int) OWNER TO hub_owner;
ALTER FUNCTION hub.drop_parcels() OWNER TO hub_owner;
GRANT EXECUTE ON FUNCTION hub.parcel_is_for(int, text[], int, text) TO hub_owner;
GRANT EXECUTE ON FUNCTION hub.set_parcel_rule(int, int), hub.drop_parcels() TO hub_admin;
GRANT SELECT, UPDATE (taken_days, kept_days, set_at, set_by) ON hub.parcel_rule TO hub_owner;
CREATE POLICY admin ON hub.parcel_rule FOR UPDATE TO hub_owner USING (true);
GRANT SELECT, DELETE ON hub.parcels TO hub_owner;
GRANT SELECT ON hub.parcel_receipts TO hub_owner;
CREATE POLICY admin_old ON hub.parcels FOR DELETE TO hub_owner USING (at < clock_timestamp() - interval '7 days');
