-- The working database: accepted facts by source. Only imports write it.
-- Bodies are the facts as JSON, without any free text; a snapshot is made from them.

CREATE TABLE IF NOT EXISTS fact (
    source TEXT NOT NULL,
    kind   TEXT NOT NULL,
    id     TEXT NOT NULL,
    family TEXT,
    digest BLOB NOT NULL,
    body   TEXT NOT NULL,
    PRIMARY KEY (kind, id, source)
) STRICT, WITHOUT ROWID;

-- Services of a directory, in the order of the file.
CREATE TABLE IF NOT EXISTS service (
    source TEXT NOT NULL,
    id     TEXT NOT NULL,
    digest BLOB NOT NULL,
    body   TEXT NOT NULL,
    PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;

-- What each source delivered last, good or refused.
CREATE TABLE IF NOT EXISTS source (
    name             TEXT NOT NULL PRIMARY KEY,
    what             TEXT NOT NULL,
    last_good_at     TEXT,
    last_refused_at  TEXT,
    last_refused_why TEXT
) STRICT, WITHOUT ROWID;
