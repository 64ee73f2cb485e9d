-- Who may administer the service over HTTP. Times are in milliseconds since 1970.
CREATE TABLE administrator (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    role VARCHAR(10) NOT NULL,
    -- SHA-256 of the token; the token itself is shown once and kept nowhere.
    token ${bytes} NOT NULL,
    created BIGINT NOT NULL,
    -- NULL for a token that does not end by itself.
    expires BIGINT
);

-- Logins that work once; used ones and expired ones are removed.
CREATE TABLE administrator_login (
    hash ${bytes} NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL REFERENCES administrator (name),
    expires BIGINT NOT NULL
);

-- How often each subject was changed with an entry in the audit log. The first statement of such a change updates the
-- row, so changes of one subject follow one another.
CREATE TABLE audit_subject (
    subject VARCHAR(255) NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL
);

-- The audit log. Nothing removes entries.
CREATE TABLE audit_entry (
    ${numbered},
    time BIGINT NOT NULL,
    actor TEXT NOT NULL,
    place TEXT NOT NULL,
    action VARCHAR(64) NOT NULL,
    subject VARCHAR(255) NOT NULL
);

CREATE INDEX audit_entry_actor ON audit_entry (actor, id);
CREATE INDEX audit_entry_subject ON audit_entry (subject, id);

-- The fields that changed, in order; secrets are masked.
CREATE TABLE audit_change (
    entry BIGINT NOT NULL REFERENCES audit_entry (id),
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    old_value TEXT,
    new_value TEXT,
    PRIMARY KEY (entry, position)
);
