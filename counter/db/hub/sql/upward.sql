-- What goes upward, to a region's ledger (docs/scale.md): by logical replication, the open columns and nothing sealed, of
-- entries that are whole. Costs nothing while nobody subscribes. Run by a superuser.
-- Two publications: one that publishes updates may filter by columns of the key alone.
-- The column lists hold against mistakes, not against the subscriber: who may replicate may decode everything. So the one
-- who subscribes here is the league's own open copy, and the region subscribes to that.

CREATE POLICY upward ON hub.entries FOR SELECT TO hub_region USING (kind IS NOT NULL);
CREATE POLICY upward ON hub.batches FOR SELECT TO hub_region USING (true);
CREATE POLICY upward ON hub.epochs FOR SELECT TO hub_region USING (true);
CREATE POLICY upward ON hub.halls FOR SELECT TO hub_region USING (true);
CREATE POLICY upward ON hub.stations FOR SELECT TO hub_region USING (true);
REVOKE ALL ON ALL TABLES IN SCHEMA hub FROM hub_region; -- without the policies, a first copy would be empty and say nothing
GRANT USAGE ON SCHEMA hub TO hub_region;
GRANT SELECT (station, epoch, seq, id, at, boot, monotonic_ns, actor, kind, version, subject, base, payload, taken, untimely,
    prev, hash) ON hub.entries TO hub_region;
GRANT SELECT (county, pos, station, epoch, first, last, hashes, signature, link, taken_at) ON hub.batches TO hub_region;
GRANT SELECT (code, epoch, public_key, certificate, opened_at, seq, hash, last_at) ON hub.epochs TO hub_region;
GRANT SELECT (hall, county, name) ON hub.halls TO hub_region;
GRANT SELECT (login, code, hall, county, kind, revoked_at) ON hub.stations TO hub_region;
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_publication p WHERE p.pubname = 'hub_upward_entries') THEN
        CREATE PUBLICATION hub_upward_entries WITH (publish = 'insert');
    END IF;
    IF NOT EXISTS (SELECT FROM pg_publication p WHERE p.pubname = 'hub_upward') THEN
        CREATE PUBLICATION hub_upward WITH (publish = 'insert, update');
    END IF;
END $$;
ALTER PUBLICATION hub_upward_entries SET TABLE hub.entries (station, epoch, seq, id, at, boot, monotonic_ns, actor, kind, version,
    subject, base, payload, taken, untimely, prev, hash) WHERE (kind IS NOT NULL);
ALTER PUBLICATION hub_upward SET TABLE
    hub.batches (county, pos, station, epoch, first, last, hashes, signature, link, taken_at),
    hub.epochs (code, epoch, public_key, certificate, opened_at, seq, hash, last_at),
    hub.halls (hall, county, name),
    hub.stations (login, code, hall, county, kind, revoked_at);
