-- Who may call it: by name those chosen that could only as part of PUBLIC, and then no longer everybody.
DO ${tag}$
DECLARE
    saving pg_catalog.regprocedure := {function_text}::pg_catalog.regprocedure;
    member record;
BEGIN
    FOR member IN
        SELECT r.rolname FROM pg_catalog.pg_roles r, pg_catalog.pg_proc p
         WHERE p.oid = saving AND r.rolname = ANY ({keep_execute}::pg_catalog.text[])
           AND pg_catalog.has_function_privilege(r.oid, p.oid, 'EXECUTE')
           AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(p.proacl) a
                            WHERE a.privilege_type = 'EXECUTE' AND a.grantee = r.oid)
    LOOP
        EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION %s TO %I', saving, member.rolname);
    END LOOP;
    EXECUTE pg_catalog.format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', saving);
    FOR member IN SELECT r.rolname FROM pg_catalog.pg_roles r WHERE r.rolname IN ('anon', 'authenticated') LOOP
        EXECUTE pg_catalog.format('REVOKE EXECUTE ON FUNCTION %s FROM %I', saving, member.rolname);
    END LOOP;
END ${tag}$;
