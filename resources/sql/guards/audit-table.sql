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
-- Who keeps EXECUTE of the save function, and who may add rows to the table of integrations, may add to its history and
-- read it, and nothing else; visitors may do nothing with it. Names of policies are not what they are recognised by.
DO ${tag}$
DECLARE
    audit pg_catalog.regclass := {audit_text}::pg_catalog.regclass;
    member record;
BEGIN
    EXECUTE pg_catalog.format('REVOKE ALL ON TABLE %s FROM PUBLIC', audit);
    FOR member IN SELECT r.rolname FROM pg_catalog.pg_roles r WHERE r.rolname IN ('anon', 'authenticated') LOOP
        EXECUTE pg_catalog.format('REVOKE ALL ON TABLE %s FROM %I', audit, member.rolname);
    END LOOP;
    FOR member IN SELECT DISTINCT r.rolname FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a,
                         pg_catalog.pg_roles r WHERE c.oid = audit AND r.oid = a.grantee AND r.oid <> c.relowner LOOP
        EXECUTE pg_catalog.format('REVOKE ALL ON TABLE %s FROM %I', audit, member.rolname);
    END LOOP;
    FOR member IN SELECT p.polname FROM pg_catalog.pg_policy p WHERE p.polrelid = audit LOOP
        EXECUTE pg_catalog.format('DROP POLICY %I ON %s', member.polname, audit);
    END LOOP;
    FOR member IN {audit_roles}
    LOOP
        EXECUTE pg_catalog.format('REVOKE ALL ON TABLE %s FROM %I', audit, member.rolname);
        EXECUTE pg_catalog.format('GRANT SELECT, INSERT ON TABLE %s TO %I', audit, member.rolname);
        EXECUTE pg_catalog.format('CREATE POLICY %I ON %s FOR INSERT TO %I WITH CHECK (true)',
                                  'steward_history_add_' || member.oid, audit, member.rolname);
        EXECUTE pg_catalog.format('CREATE POLICY %I ON %s FOR SELECT TO %I USING (true)',
                                  'steward_history_read_' || member.oid, audit, member.rolname);
    END LOOP;
END ${tag}$;
