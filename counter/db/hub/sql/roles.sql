-- Roles of a hub. They belong to the whole server: a second hub on it finds them there. Run by a superuser, each time anew.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['hub_owner', 'hub_writer', 'hub_station', 'hub_watch', 'hub_admin', 'hub_region'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        END IF;
    END LOOP;
END $$;
ALTER ROLE hub_owner NOLOGIN NOSUPERUSER NOBYPASSRLS CREATEROLE; -- makes and ends the logins of stations, in two functions
ALTER ROLE hub_writer NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE; -- the functions that stations call run as this one
ALTER ROLE hub_station NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE; -- every station is a member
ALTER ROLE hub_watch NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE; -- monitoring: who reported when, no content
ALTER ROLE hub_region NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE; -- the league's open copy: a login with REPLICATION is a member
ALTER ROLE hub_admin NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE; -- enrol, revoke, check: a person's login is a member
GRANT hub_station TO hub_owner WITH ADMIN OPTION;
GRANT pg_signal_backend TO hub_owner; -- a revoked station's connections end at once
