-- How far each room's events were told to others outside the house.
CREATE TABLE told (
    room BIGINT NOT NULL PRIMARY KEY REFERENCES room (number),
    epoch BIGINT NOT NULL,
    seq BIGINT NOT NULL
);
