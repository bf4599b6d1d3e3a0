-- Optional: tells whoever listens which row changed, our rows only. A pooler in transaction mode carries it to nobody.
CREATE OR REPLACE FUNCTION {notify_function}() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS ${tag}$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.type = 'whatsapp' AND OLD.provider = 'evolution' THEN
        PERFORM pg_catalog.pg_notify({channel_text}, OLD.id::pg_catalog.text);
    ELSIF TG_OP <> 'DELETE' AND NEW.type = 'whatsapp' AND NEW.provider = 'evolution' THEN
        PERFORM pg_catalog.pg_notify({channel_text}, NEW.id::pg_catalog.text);
    END IF;
    RETURN NULL;
END ${tag}$;
DROP TRIGGER IF EXISTS steward_notify ON {table};
CREATE TRIGGER steward_notify AFTER INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {notify_function}();
