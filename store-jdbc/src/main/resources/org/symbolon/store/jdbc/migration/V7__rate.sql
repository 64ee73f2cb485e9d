-- How often an account may make requests, such as '100/s burst 200' or 'off'; null for the limits of the settings.
ALTER TABLE account ADD COLUMN rate VARCHAR(40);
