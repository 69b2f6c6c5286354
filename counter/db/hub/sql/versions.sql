-- Which programs this hub serves. A station names, in its application_name, the version of the tables that its program was
-- written for ("counter 5"); programs that named none are of version 1. A rule among honest programs, no protection.

-- Raise it only when a function that such a program calls cannot be kept: its stations are refused from then on.
CREATE FUNCTION hub.oldest_program() RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 1;

-- Why the calling program is not served, NULL where it is.
CREATE FUNCTION hub.program_trouble() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_program constant int := coalesce(substring(current_setting('application_name') FROM '^counter ([0-9]{1,6})$')::int, 1);
    v_hub constant int := (SELECT max(v.version) FROM hub.schema_version v);
BEGIN
    IF v_program < hub.oldest_program() THEN
        RETURN format('窗口的程序（版本 %s）太旧，汇聚库（版本 %s）从版本 %s 起才收，请升级窗口的程序；没有上报的都留在本机',
            v_program, v_hub, hub.oldest_program());
    ELSIF v_program > v_hub THEN
        RETURN format('汇聚库的版本（%s）比窗口的程序要的（%s）旧，请它的管理员运行 counter hub upgrade；没有上报的都留在本机',
            v_hub, v_program);
    END IF;
    RETURN NULL;
END $$;
