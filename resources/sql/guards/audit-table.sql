-- What Steward changed in the rows, written in the same transaction as the change; before and after hold no token.
CREATE TABLE IF NOT EXISTS {audit} (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        timestamptz NOT NULL DEFAULT pg_catalog.now(),
    who       text NOT NULL,
    desk      text NOT NULL,
    operation text NOT NULL,
    before    jsonb CHECK (before -> 'webhook_token' IS NULL),
    after     jsonb CHECK (after -> 'webhook_token' IS NULL)
);
ALTER TABLE {audit} ENABLE ROW LEVEL SECURITY;
CREATE OR REPLACE FUNCTION {audit_function}() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS ${tag}$
BEGIN
    RAISE EXCEPTION 'this table is only added to' USING ERRCODE = 'insufficient_privilege';
END ${tag}$;
DROP TRIGGER IF EXISTS steward_append_only ON {audit};
CREATE TRIGGER steward_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {audit}
    FOR EACH STATEMENT EXECUTE FUNCTION {audit_function}();
-- Who may add rows to the table of integrations may add to its history; visitors may do nothing with it.
DO ${tag}$
DECLARE
    audit pg_catalog.regclass := {audit_text}::pg_catalog.regclass;
    member record;
BEGIN
    EXECUTE pg_catalog.format('REVOKE ALL ON TABLE %s FROM PUBLIC', audit);
    FOR member IN SELECT r.rolname FROM pg_catalog.pg_roles r WHERE r.rolname IN ('anon', 'authenticated') LOOP
        EXECUTE pg_catalog.format('REVOKE ALL ON TABLE %s FROM %I', audit, member.rolname);
    END LOOP;
    FOR member IN
        SELECT DISTINCT r.rolname FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a, pg_catalog.pg_roles r
         WHERE c.oid = {table_text}::pg_catalog.regclass AND a.privilege_type = 'INSERT' AND r.oid = a.grantee
           AND r.oid <> c.relowner AND r.rolname NOT IN ('anon', 'authenticated')
    LOOP
        EXECUTE pg_catalog.format('GRANT SELECT, INSERT ON TABLE %s TO %I', audit, member.rolname);
    END LOOP;
END ${tag}$;
