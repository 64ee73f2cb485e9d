-- How often the balance was replaced. Tokens that were taken ahead of their callers go back only into the balance that
-- they came from. Used with SQLite alone.
ALTER TABLE account ADD COLUMN balance_set BIGINT DEFAULT 0 NOT NULL;
