-- Who may do what with wraps; after policies.sql, which closes every table and gives the functions their owner.

GRANT INSERT, DELETE ON hub.key_wraps TO hub_writer;
GRANT INSERT ON hub.key_cards, hub.rings, hub.forgettings TO hub_writer;
GRANT UPDATE (body, number, at) ON hub.key_cards TO hub_writer;
GRANT UPDATE (wrap) ON hub.orders TO hub_writer;
CREATE POLICY own_wraps ON hub.key_wraps FOR INSERT TO hub_writer
    WITH CHECK (county = (SELECT hub.my_county()) AND put_by = (SELECT hub.me()) AND hub.wraps_of(maker));
CREATE POLICY own_or_forgotten ON hub.key_wraps FOR DELETE TO hub_writer USING (
    put_by = (SELECT hub.me()) OR split_part(maker, '-', 1) = (SELECT hub.me()) OR hub.wraps_for(recipient) OR hub.is_forgotten(subject)
);
CREATE POLICY own_cards ON hub.key_cards FOR INSERT TO hub_writer
    WITH CHECK (county = (SELECT hub.my_county()) AND put_by = (SELECT hub.me()));
CREATE POLICY own_cards_anew ON hub.key_cards FOR UPDATE TO hub_writer USING (put_by = (SELECT hub.me()));
CREATE POLICY own_rings ON hub.rings FOR INSERT TO hub_writer WITH CHECK (
    county = (SELECT hub.my_county()) AND hall = (SELECT hub.my_hall()) AND stated_by = (SELECT hub.me())
    AND hub.holds_ring(stated_by)
);
CREATE POLICY own_stream ON hub.forgettings FOR INSERT TO hub_writer
    WITH CHECK (county = (SELECT hub.my_county()) AND (station = (SELECT hub.me()) OR hub.writes_for(station)));

-- Stations: the second door.
CREATE POLICY own_wraps_read ON hub.key_wraps FOR SELECT TO hub_station USING (
    county = (SELECT hub.my_county()) AND (hub.wraps_for(recipient) OR hub.own_recovery(maker, recipient))
);
CREATE POLICY own_county_cards ON hub.key_cards FOR SELECT TO hub_station USING (county = (SELECT hub.my_county()));
GRANT EXECUTE ON FUNCTION hub.wraps_for(text), hub.own_recovery(text, text), hub.wraps_of(text), hub.holds_ring(text) TO hub_station, hub_writer;
GRANT EXECUTE ON FUNCTION hub.is_forgotten(text) TO hub_writer;
GRANT EXECUTE ON FUNCTION hub.put_wraps(text[], text[], text[], bytea[]), hub.wraps(text, bigint, int), hub.drop_wraps(text[]),
    hub.put_key_cards(text[], bytea[], text[]), hub.key_cards(bigint, int) TO hub_station;

-- The administrator: who holds the ring; and what a revoked station could still open goes with its registration.
ALTER FUNCTION hub.let_hold_ring(text, boolean) OWNER TO hub_owner;
GRANT EXECUTE ON FUNCTION hub.let_hold_ring(text, boolean) TO hub_admin;
GRANT SELECT, DELETE ON hub.key_wraps TO hub_owner;
CREATE POLICY of_revoked ON hub.key_wraps FOR DELETE TO hub_owner USING (
    EXISTS (SELECT FROM hub.stations s WHERE s.revoked_at IS NOT NULL AND recipient LIKE s.code || '-%')
);
