-- The same by the older key. By itself, outside any transaction.
CREATE INDEX CONCURRENTLY {index} ON {table} USING hash ((config ->> 'instance'))
    WHERE type = 'whatsapp' AND provider = 'evolution';
