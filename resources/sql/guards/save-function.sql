-- Saves an organization's integration, one caller at a time. Signature, defaults and result are as they were.
CREATE OR REPLACE FUNCTION {function}(
    p_organization_id uuid, p_instance_name text, p_phone_number text DEFAULT NULL, p_webhook_url text DEFAULT NULL)
RETURNS json LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS ${tag}$
DECLARE
    lock_key pg_catalog.int8;
    found_id pg_catalog.uuid;
    saved    {table}%ROWTYPE;
    settings pg_catalog.jsonb := pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
        'instance_name', p_instance_name, 'phone_number', p_phone_number, 'webhook_url', p_webhook_url));
    bytes_a  pg_catalog.bytea := pg_catalog.uuid_send(pg_catalog.gen_random_uuid());
    bytes_b  pg_catalog.bytea := pg_catalog.uuid_send(pg_catalog.gen_random_uuid());
    -- 24 random bytes without pgcrypto: a UUID's version and variant stand in its bytes 7 and 9.
    token    pg_catalog.text := pg_catalog.translate(pg_catalog.encode(
        pg_catalog.substr(bytes_a, 1, 6) || pg_catalog.substr(bytes_a, 10, 6) ||
        pg_catalog.substr(bytes_b, 1, 6) || pg_catalog.substr(bytes_b, 10, 6), 'base64'), '+/', '-_');
BEGIN
    -- The same locks as a claim's, in ascending order, so that two of them never wait for each other.
    FOR lock_key IN
        SELECT keys.k FROM (VALUES ({organization_lock}), ({name_lock})) AS keys (k)
         WHERE keys.k IS NOT NULL ORDER BY keys.k
    LOOP
        PERFORM pg_catalog.pg_advisory_xact_lock(lock_key);
    END LOOP;

    -- In a statement of its own: it sees what was committed while the locks were waited for.
    SELECT id INTO found_id FROM {table}
     WHERE organization_id = p_organization_id AND type = 'whatsapp' AND provider = 'evolution' AND enabled
     ORDER BY created_at, id LIMIT 1 FOR UPDATE;
    IF found_id IS NULL THEN
        INSERT INTO {table} (organization_id, type, provider, status, config, enabled, webhook_token)
        VALUES (p_organization_id, 'whatsapp', 'evolution',
                CASE WHEN p_phone_number IS NULL THEN 'pending' ELSE 'active' END, settings, true, token)
        RETURNING * INTO saved;
    ELSE
        UPDATE {table}
           SET status = CASE WHEN p_phone_number IS NULL THEN status ELSE 'active' END,
               config = COALESCE(config, '{}'::pg_catalog.jsonb) || settings,
               webhook_token = COALESCE(webhook_token, token),
               updated_at = pg_catalog.now()
         WHERE id = found_id
        RETURNING * INTO saved;
    END IF;
    RETURN pg_catalog.row_to_json(saved);
END ${tag}$;
