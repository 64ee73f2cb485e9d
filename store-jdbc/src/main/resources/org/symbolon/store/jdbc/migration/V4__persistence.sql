-- Whether an account may ask for licences that are kept on the device.
ALTER TABLE account ADD COLUMN persistence BOOLEAN NOT NULL DEFAULT FALSE;
