-- What is remembered of this node's files. `folder` is the path of the folder, empty for the root.
CREATE TABLE print (
    folder TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    size BIGINT NOT NULL,
    modified BIGINT NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (folder, name)
);

-- Which folders were shared when this node's log was last brought up to that, as JSON.
CREATE TABLE sharing (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    folders TEXT NOT NULL
);

-- The log of each node as far as it is known; this node's is its own. A dropped one waits until its
-- lines are removed; a forked one has none. `files` and `bytes` count what is shared, `text` the bytes
-- of all paths. Numbers without a sign (began, bytes, sizes) are stored as the bits that they are.
CREATE TABLE log (
    number INTEGER PRIMARY KEY,
    node BLOB NOT NULL,
    began BIGINT NOT NULL,
    own BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    seq BIGINT NOT NULL,
    chain BLOB NOT NULL,
    files BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    text BIGINT NOT NULL
);

CREATE UNIQUE INDEX log_node ON log (node) WHERE state <> 'dropped';

-- Where a page can end. This node signs its own heads when they are asked for.
CREATE TABLE head (
    log BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    chain BLOB NOT NULL,
    signature BLOB,
    PRIMARY KEY (log, seq)
);

-- Lines of all logs. The number is that of the log, then 28 bits of the place in it. A line is live when
-- it shares a file and none after it is of the same path.
CREATE TABLE line (
    number INTEGER PRIMARY KEY,
    log BIGINT NOT NULL,
    path TEXT NOT NULL,
    hash BLOB,
    size BIGINT NOT NULL,
    modified BIGINT NOT NULL,
    live BOOLEAN NOT NULL
);

CREATE UNIQUE INDEX line_path ON line (path, log) WHERE live;
CREATE INDEX line_hash ON line (hash, log) WHERE live;

-- The search index: in which lines of a block of 16,384 a piece of text occurs. The key is the number
-- of the block, then 32 bits of the piece.
CREATE TABLE piece (
    key INTEGER PRIMARY KEY,
    places BLOB NOT NULL
);

-- Files to be fetched. Numbers are not used again.
CREATE TABLE errand (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL,
    size BIGINT NOT NULL,
    path TEXT NOT NULL,
    since BIGINT NOT NULL
);
