-- The group that this node belongs to; at most one.
CREATE TABLE node_group (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id BLOB NOT NULL
);

-- What members signed about one another, in the one form that is signed.
CREATE TABLE statement (
    bytes BLOB NOT NULL PRIMARY KEY
);

-- What nodes told of themselves, as JSON.
CREATE TABLE contact (
    node BLOB NOT NULL PRIMARY KEY,
    card TEXT NOT NULL
);

-- Invitations of other nodes. The digest is SHA-256 of the secret, which is kept nowhere.
CREATE TABLE ticket (
    digest BLOB NOT NULL PRIMARY KEY,
    rights BIGINT NOT NULL,
    until BIGINT NOT NULL,
    used_by BLOB
);
