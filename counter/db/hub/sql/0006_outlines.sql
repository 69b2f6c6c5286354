-- What a stretch of a stream is about, as its station signed it: how many entries of which cases (decision 0042).
CREATE TABLE hub.outlines (
    station text NOT NULL,
    epoch int NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    hall text NOT NULL CHECK (octet_length(hall) <= 800),
    cases bytea NOT NULL CHECK (octet_length(cases) % 8 = 0),
    signature bytea NOT NULL CHECK (octet_length(signature) = 64),
    PRIMARY KEY (station, epoch, first),
    FOREIGN KEY (station, epoch) REFERENCES hub.epochs (code, epoch),
    CHECK (last BETWEEN first AND first + 4095 AND octet_length(cases) <= 8 * (last - first + 1))
);
