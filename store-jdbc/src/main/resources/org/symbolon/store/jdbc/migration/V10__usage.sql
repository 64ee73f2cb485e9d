-- What accounts used on each day. Refers to no other table: the counters outlive records and accounts.
CREATE TABLE usage_count (
    account BIGINT NOT NULL,
    -- In days since 1970, UTC.
    day INTEGER NOT NULL,
    environment VARCHAR(10) NOT NULL CHECK (environment IN ('production', 'test')),
    drm VARCHAR(8) NOT NULL,
    outcome VARCHAR(8) NOT NULL CHECK (outcome IN ('issued', 'redeemed', 'refused')),
    -- Of a refusal; 0 for everything else.
    code INTEGER NOT NULL,
    total BIGINT NOT NULL,
    PRIMARY KEY (account, day, environment, drm, outcome, code)
) ${clustered};

-- For sums over all accounts.
CREATE INDEX usage_count_day ON usage_count (day);

-- Which cookies an account had on a day, as an UltraLogLog sketch: enough to estimate how many distinct ones.
CREATE TABLE usage_cookies (
    account BIGINT NOT NULL,
    day INTEGER NOT NULL,
    environment VARCHAR(10) NOT NULL CHECK (environment IN ('production', 'test')),
    sketch ${bytes} NOT NULL,
    PRIMARY KEY (account, day, environment)
);

-- The last batch of counts that each process has written, so that none is added twice.
CREATE TABLE usage_writer (
    writer VARCHAR(36) NOT NULL PRIMARY KEY,
    batch BIGINT NOT NULL,
    -- When that was made, in days since 1970, UTC.
    day INTEGER NOT NULL
);

-- How many of the used tokens of a lease usage_count has, by what they were used for; NULL if the node counts none.
ALTER TABLE token_lease ADD COLUMN counted TEXT;
