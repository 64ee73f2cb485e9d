-- Grows with every change of a credential. The first statement of a change updates it, so changes follow one another.
CREATE TABLE credential_revision (
    value BIGINT NOT NULL
);

INSERT INTO credential_revision (value) VALUES (0);

-- What DRMs make licences with, sealed under the key ring.
CREATE TABLE credential (
    -- 0 for one that serves every account without any of its own; no account has that id.
    account BIGINT NOT NULL,
    drm VARCHAR(8) NOT NULL,
    name VARCHAR(64) NOT NULL,
    sealed ${bytes} NOT NULL,
    PRIMARY KEY (account, drm, name)
);

-- What became of tokens. Refers to no other table: a token may name an account that is not here any more.
CREATE TABLE transaction_record (
    -- Tells which of two of one millisecond was added last.
    ${numbered},
    kind VARCHAR(8) NOT NULL CHECK (kind IN ('issue', 'redeem')),
    -- In milliseconds since 1970.
    time BIGINT NOT NULL,
    environment VARCHAR(10) NOT NULL CHECK (environment IN ('production', 'test')),
    drm VARCHAR(8) NOT NULL,
    token ${bytes},
    account BIGINT,
    cookie TEXT,
    -- These three for a refusal alone; the explanation is JSON.
    code INTEGER,
    reference ${bytes},
    explanation TEXT,
    -- JSON: names and values.
    device TEXT
);

-- Each costs every batch of records something, so there is one for each question that is asked, and it holds only the rows that can answer.
CREATE INDEX transaction_record_time ON transaction_record (time);
CREATE INDEX transaction_record_account ON transaction_record (account, environment, time) WHERE account IS NOT NULL;
CREATE INDEX transaction_record_token ON transaction_record (token) WHERE token IS NOT NULL;
CREATE INDEX transaction_record_cookie ON transaction_record (cookie, account, environment, time) WHERE cookie IS NOT NULL;
CREATE INDEX transaction_record_reference ON transaction_record (reference) WHERE reference IS NOT NULL;
