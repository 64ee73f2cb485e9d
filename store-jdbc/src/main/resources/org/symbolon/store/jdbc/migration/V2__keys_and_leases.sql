-- Content keys, each wrapped under a key encryption key that is not here.
CREATE TABLE content_key (
    account BIGINT NOT NULL REFERENCES account (id),
    environment VARCHAR(10) NOT NULL CHECK (environment IN ('production', 'test')),
    kid ${bytes} NOT NULL,
    ek ${bytes} NOT NULL,
    kek_id TEXT,
    info TEXT,
    content_id TEXT,
    -- As the caller wrote it, and in milliseconds since 1970.
    expiration TEXT,
    expires BIGINT,
    -- In milliseconds since 1970.
    last_update BIGINT NOT NULL,
    PRIMARY KEY (account, environment, kid)
) ${clustered};

-- The KEK that the service keeps for an account, sealed under the key ring.
ALTER TABLE account ADD COLUMN sealed_kek ${bytes};

-- Tokens taken out of a balance by a node that has not yet issued all of them.
CREATE TABLE token_lease (
    -- Names a process, not a machine: every start makes a new one.
    node VARCHAR(36) NOT NULL,
    account BIGINT NOT NULL REFERENCES account (id),
    -- How many were taken out of the balance and not put back, and how many of them were issued by the last report.
    granted BIGINT NOT NULL,
    used BIGINT NOT NULL,
    -- When that report was made, in milliseconds since 1970.
    reported BIGINT NOT NULL,
    PRIMARY KEY (node, account)
);
