-- Accounts that were deleted, so that nodes which have them in memory forget them.
CREATE TABLE deleted_account (
    id BIGINT NOT NULL PRIMARY KEY,
    -- The value of account_revision when it was deleted.
    revision BIGINT NOT NULL
);

-- Which store this is; one row. The file of the key ring names it, so that neither is used without the other.
CREATE TABLE store_identity (
    id VARCHAR(36) NOT NULL
);

-- The ids of all keys that the ring of this store has had. A ring without any of them is another one.
CREATE TABLE store_ring_key (
    id VARCHAR(8) NOT NULL PRIMARY KEY
);

-- When another node last asked for these tokens, because none were left in the balance, in milliseconds since 1970.
ALTER TABLE token_lease ADD COLUMN asked BIGINT;
