-- The working database: accepted facts by source. Only imports write it.
-- Bodies are the facts as JSON, without any free text; a snapshot is made from them.

-- revision, revised_at: of a visit, how often what a calendar entry shows of it has changed, and when last.
CREATE TABLE IF NOT EXISTS fact (
    source     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    id         TEXT NOT NULL,
    family     TEXT,
    digest     BLOB NOT NULL,
    body       TEXT NOT NULL,
    revision   INTEGER NOT NULL DEFAULT 0,
    revised_at TEXT,
    PRIMARY KEY (kind, id, source)
) STRICT, WITHOUT ROWID;

-- The revisions of visits that are gone: one that comes back goes on from there.
CREATE TABLE IF NOT EXISTS gone_visit (
    source   TEXT NOT NULL,
    id       TEXT NOT NULL,
    revision INTEGER NOT NULL,
    gone_at  TEXT NOT NULL,
    PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;

-- News worked out from the difference between two imports of one source.
-- subject: the step, visit or team member of that source they are about. day, second: when they came
-- in, in the centre's zone. body: a NewsFact.
CREATE TABLE IF NOT EXISTS news (
    source       TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject      TEXT NOT NULL,
    id           TEXT NOT NULL,
    day          TEXT NOT NULL,
    second       INTEGER NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (source, subject_kind, subject, id)
) STRICT, WITHOUT ROWID;

-- The days a source told something of a family for the first and the last time.
CREATE TABLE IF NOT EXISTS heard (
    source   TEXT NOT NULL,
    family   TEXT NOT NULL,
    first_on TEXT NOT NULL,
    last_on  TEXT NOT NULL,
    PRIMARY KEY (source, family)
) STRICT, WITHOUT ROWID;

-- The ledger of promises: what a source told before and does not tell any more. due: the promised day. made_on and
-- source_key are empty where they were not known. day, second: when the import came in that took it away, in the
-- centre's zone. What is told today stands in fact alone.
CREATE TABLE IF NOT EXISTS promise_past (
    source     TEXT NOT NULL,
    family     TEXT NOT NULL,
    step       TEXT NOT NULL,
    day        TEXT NOT NULL,
    due        TEXT NOT NULL,
    made_on    TEXT NOT NULL,
    basis      TEXT NOT NULL,
    source_key TEXT NOT NULL,
    second     INTEGER NOT NULL,
    PRIMARY KEY (source, family, step, day, due, made_on, basis, source_key)
) STRICT, WITHOUT ROWID;

-- The closed months of the board (2026-01) as they are published, the only place its figures come from. body: a list of
-- board::ClosedAgency; of groups of fewer than ten families there is nothing. A month is written once and stays as it
-- is: two publications that differ in one family would tell of that family.
CREATE TABLE IF NOT EXISTS board_month (
    month TEXT NOT NULL PRIMARY KEY,
    body  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- The first one counts; REPLACE would remove it without asking the trigger below.
CREATE TRIGGER IF NOT EXISTS board_month_is_first BEFORE INSERT ON board_month
WHEN EXISTS (SELECT 1 FROM board_month WHERE month = NEW.month) BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER IF NOT EXISTS board_month_stays BEFORE UPDATE ON board_month
BEGIN SELECT RAISE(ABORT, 'a closed month of the board does not change'); END;
CREATE TRIGGER IF NOT EXISTS board_month_is_kept BEFORE DELETE ON board_month
BEGIN SELECT RAISE(ABORT, 'a closed month of the board is not removed'); END;

-- Services of a directory, in the order of the file.
CREATE TABLE IF NOT EXISTS service (
    source TEXT NOT NULL,
    id     TEXT NOT NULL,
    digest BLOB NOT NULL,
    body   TEXT NOT NULL,
    PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;

-- The centre's own playbook as it was written, whole; empty while the centre has none of its own.
CREATE TABLE IF NOT EXISTS playbook (
    name   TEXT NOT NULL PRIMARY KEY,
    digest BLOB NOT NULL,
    body   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What each source delivered last, good or refused. rows, set_aside (a JSON object, counts by what it was) and
-- as_of (when the source made it, where it says so) are of the last good one.
CREATE TABLE IF NOT EXISTS source (
    name             TEXT NOT NULL PRIMARY KEY,
    what             TEXT NOT NULL,
    last_good_at     TEXT,
    last_refused_at  TEXT,
    last_refused_why TEXT,
    rows             INTEGER,
    set_aside        TEXT,
    as_of            TEXT
) STRICT, WITHOUT ROWID;
