-- Records of tokens, by the day (UTC). On SQLite each day is a file of its own with such a table, so there is nothing to
-- do here. The table transaction_record stays for nodes of the release before, and is read until it is empty.
${postgresql}CREATE TABLE record_part (
    -- 0: a block of records of one second. 1 to 3: a page of a run of the index. 11 to 13: says that a run is there.
    ${postgresql}level SMALLINT NOT NULL,
    -- The youngest record of the block, or of the blocks that are in the run: milliseconds since 1970, and the rest of its id.
    ${postgresql}last BIGINT NOT NULL,
    ${postgresql}batch BIGINT NOT NULL,
    -- Of a page the first entry: a term, and the block that has it. Of a block the number of its records, and 0.
    ${postgresql}term BIGINT NOT NULL,
    ${postgresql}since BIGINT NOT NULL,
    ${postgresql}data BYTEA NOT NULL,
    ${postgresql}PRIMARY KEY (level, last, batch, term, since)
${postgresql}) PARTITION BY RANGE (last);

-- Blocks are packed already.
${postgresql}ALTER TABLE record_part ALTER COLUMN data SET STORAGE EXTERNAL;
