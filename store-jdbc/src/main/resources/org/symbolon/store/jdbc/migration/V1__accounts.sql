-- Grows with every change of an account. The first statement of a change updates it, so changes follow one another.
CREATE TABLE account_revision (
    value BIGINT NOT NULL
);

INSERT INTO account_revision (value) VALUES (0);

CREATE TABLE account (
    id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    -- What is left of the balance; NULL for an account that is not metered.
    tokens BIGINT,
    -- The value of account_revision when it was last changed; its balance aside.
    revision BIGINT NOT NULL
);

CREATE TABLE account_option (
    account BIGINT NOT NULL REFERENCES account (id),
    drm VARCHAR(8) NOT NULL,
    drm_option VARCHAR(8) NOT NULL CHECK (drm_option IN ('enabled', 'disabled', 'absent')),
    PRIMARY KEY (account, drm)
);

CREATE TABLE account_authenticator (
    account BIGINT NOT NULL REFERENCES account (id),
    position INTEGER NOT NULL,
    environment VARCHAR(10) NOT NULL CHECK (environment IN ('production', 'test')),
    hash ${bytes} NOT NULL,
    PRIMARY KEY (account, position)
);

CREATE TABLE account_network (
    account BIGINT NOT NULL REFERENCES account (id),
    position INTEGER NOT NULL,
    network VARCHAR(64) NOT NULL,
    PRIMARY KEY (account, position)
);

-- Parameters that stand in for those which a request leaves out.
CREATE TABLE account_default (
    account BIGINT NOT NULL REFERENCES account (id),
    drm VARCHAR(8) NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (account, drm, name)
);
