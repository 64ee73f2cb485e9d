-- How many tokens of the account were leased by nodes that are gone, and will not be issued.
ALTER TABLE account ADD COLUMN written_off BIGINT NOT NULL DEFAULT 0;

-- Whether the node keeps a journal of what it uses. Otherwise another node writes the lease off when this one is gone.
ALTER TABLE token_lease ADD COLUMN journaled BOOLEAN NOT NULL DEFAULT TRUE;

-- One row where this store is a copy of another one: when that was copied, and when the copy took its place, in
-- milliseconds since 1970.
CREATE TABLE store_copy (
    made BIGINT NOT NULL,
    restored BIGINT
);
