-- A line about a folder: how many copies its node wishes. Such a line is not live.
ALTER TABLE line ADD COLUMN copies BIGINT;

-- The wishes that hold, by the log that they are in.
CREATE TABLE keep (
    log BIGINT NOT NULL,
    folder TEXT NOT NULL,
    copies BIGINT NOT NULL,
    PRIMARY KEY (log, folder)
);

-- The folders of which this node keeps a copy for itself. No other node knows of them.
CREATE TABLE keep_here (
    folder TEXT NOT NULL PRIMARY KEY
);
