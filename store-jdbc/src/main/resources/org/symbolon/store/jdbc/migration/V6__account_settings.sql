-- What an account has chosen of the settings that a DRM describes.
CREATE TABLE account_drm_setting (
    account BIGINT NOT NULL REFERENCES account (id),
    drm VARCHAR(8) NOT NULL,
    name VARCHAR(64) NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (account, drm, name)
);
