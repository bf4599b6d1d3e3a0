-- The rows that name an instance, by the key in use. By itself, outside any transaction. A hash, since a name may be
-- longer than a b-tree's entry.
CREATE INDEX CONCURRENTLY {index} ON {table} USING hash ((config ->> 'instance_name'))
    WHERE type = 'whatsapp' AND provider = 'evolution';
