-- Times are microseconds since 1970-01-01 UTC. Numbers that must never be used twice count on.

CREATE TABLE room (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    head BIGINT NOT NULL,
    last_at BIGINT NOT NULL
);

-- The stream of each room: seq is 1, 2, 3 … without holes.
CREATE TABLE event (
    room BIGINT NOT NULL REFERENCES room (number),
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    message TEXT NOT NULL,
    author TEXT NOT NULL,
    person BIGINT,
    text TEXT,
    reply_to TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (room, seq)
);

-- A deletion takes the text out of every edit of its message.
CREATE INDEX event_edit ON event (message) WHERE kind = 'edited';

-- The messages as their events left them.
CREATE TABLE message (
    id TEXT NOT NULL PRIMARY KEY,
    room BIGINT NOT NULL REFERENCES room (number),
    seq BIGINT NOT NULL,
    author TEXT NOT NULL,
    person BIGINT,
    text TEXT NOT NULL,
    posted BLOB NOT NULL,
    reply_to TEXT,
    at BIGINT NOT NULL,
    edited_at BIGINT,
    deleted BOOLEAN NOT NULL,
    UNIQUE (room, seq)
);

CREATE TABLE person (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    nick TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    since BIGINT NOT NULL
);

-- The digest is SHA-256 of the secret, which is kept nowhere.
CREATE TABLE session (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    person BIGINT NOT NULL REFERENCES person (number) ON DELETE CASCADE,
    digest BLOB NOT NULL UNIQUE,
    since BIGINT NOT NULL,
    seen BIGINT NOT NULL
);

CREATE INDEX session_person ON session (person);
CREATE INDEX session_seen ON session (seen);

CREATE TABLE invitation (
    digest BLOB NOT NULL PRIMARY KEY,
    role TEXT NOT NULL,
    until BIGINT NOT NULL
);
