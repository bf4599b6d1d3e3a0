-- One enabled whatsapp/evolution row per organization, whoever inserts it.
-- By itself, outside any transaction. Fails where an organization has two already: those are cleaned before it.
CREATE UNIQUE INDEX CONCURRENTLY {index} ON {table} (organization_id)
    WHERE type = 'whatsapp' AND provider = 'evolution' AND enabled;
