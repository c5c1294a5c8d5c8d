-- Cards, staff, kiosks, sessions, tries and access logs of many centres. The tables are those of migrations/auth.sql,
-- staff.sql and kiosk.sql, which say what they hold; the centre comes first in each. They hold no fact of a case.
CREATE SCHEMA portal_auth;

-- One row for each centre. Whoever writes for a centre holds it: one at a time, over all servers.
CREATE TABLE portal_auth.center (
    center_id text NOT NULL PRIMARY KEY CHECK (center_id <> '')
);

CREATE TABLE portal_auth.card (
    center_id      text NOT NULL,
    id             text NOT NULL,
    selector       text NOT NULL,
    caregiver      text NOT NULL,
    salt           bytea NOT NULL,
    hash           bytea NOT NULL,
    created_at     bigint NOT NULL,
    expires_on     text NOT NULL,
    revoked_at     bigint,
    last_opened_at bigint,
    wrong_tries    bigint NOT NULL DEFAULT 0,
    frozen_at      bigint,
    PRIMARY KEY (center_id, id),
    UNIQUE (center_id, selector)
);
CREATE INDEX card_by_caregiver ON portal_auth.card (center_id, caregiver, created_at);

CREATE TABLE portal_auth.attempt (
    center_id text NOT NULL,
    id        bigint NOT NULL,
    card_id   text NOT NULL,
    device    bytea,
    at        bigint NOT NULL,
    PRIMARY KEY (center_id, id)
);
CREATE INDEX attempt_by_card ON portal_auth.attempt (center_id, card_id, at);

CREATE TABLE portal_auth.device (
    center_id  text NOT NULL,
    token_hash bytea NOT NULL,
    card_id    text NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (center_id, token_hash)
);
CREATE INDEX device_by_card ON portal_auth.device (center_id, card_id);

CREATE TABLE portal_auth.session (
    center_id       text NOT NULL,
    token_hash      bytea NOT NULL,
    card_id         text NOT NULL,
    caregiver       text NOT NULL,
    created_at      bigint NOT NULL,
    seen_at         bigint NOT NULL,
    expires_at      bigint NOT NULL,
    opened_before   bigint,
    kiosk_challenge text,
    PRIMARY KEY (center_id, token_hash)
);
CREATE INDEX session_by_kiosk ON portal_auth.session (center_id, kiosk_challenge);
CREATE INDEX session_by_card ON portal_auth.session (center_id, card_id);

CREATE TABLE portal_auth.access_log (
    center_id text NOT NULL,
    seq       bigint NOT NULL,
    at        bigint NOT NULL,
    kind      text NOT NULL,
    who       text NOT NULL,
    family    text NOT NULL,
    what      text NOT NULL,
    outcome   text NOT NULL,
    hash      bytea NOT NULL,
    PRIMARY KEY (center_id, seq)
);
CREATE INDEX access_log_by_family ON portal_auth.access_log (center_id, family, seq);

CREATE TABLE portal_auth.staff (
    center_id      text NOT NULL,
    id             text NOT NULL,
    "user"         text NOT NULL,
    name           text NOT NULL,
    role           text NOT NULL,
    language       text NOT NULL,
    salt           bytea NOT NULL,
    hash           bytea NOT NULL,
    totp_salt      bytea NOT NULL,
    totp_step      bigint NOT NULL DEFAULT 0,
    subject        text,
    created_at     bigint NOT NULL,
    disabled_at    bigint,
    last_opened_at bigint,
    wrong_tries    bigint NOT NULL DEFAULT 0,
    claimed        bigint,
    PRIMARY KEY (center_id, id),
    UNIQUE (center_id, "user"),
    UNIQUE (center_id, subject)
);

CREATE TABLE portal_auth.assignment (
    center_id   text NOT NULL,
    staff_id    text NOT NULL,
    family      text NOT NULL,
    until       bigint,
    from_claims bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (center_id, staff_id, family)
);

CREATE TABLE portal_auth.opened (
    center_id text NOT NULL,
    staff_id  text NOT NULL,
    family    text NOT NULL,
    at        bigint NOT NULL,
    PRIMARY KEY (center_id, staff_id, family)
);

CREATE TABLE portal_auth.staff_session (
    center_id  text NOT NULL,
    token_hash bytea NOT NULL,
    staff_id   text NOT NULL,
    created_at bigint NOT NULL,
    seen_at    bigint NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (center_id, token_hash)
);

CREATE TABLE portal_auth.provider_wait (
    center_id  text NOT NULL,
    state      bytea NOT NULL,
    browser    bytea NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (center_id, state)
);
CREATE INDEX provider_wait_by_end ON portal_auth.provider_wait (center_id, expires_at);

CREATE TABLE portal_auth.kiosk (
    center_id    text NOT NULL,
    id           text NOT NULL,
    name         text NOT NULL,
    public_key   bytea,
    code_hash    bytea,
    code_until   bigint,
    created_at   bigint NOT NULL,
    enrolled_at  bigint,
    started_at   bigint,
    last_seen_at bigint,
    revoked_at   bigint,
    PRIMARY KEY (center_id, id),
    UNIQUE (center_id, name),
    UNIQUE (center_id, code_hash)
);

CREATE TABLE portal_auth.kiosk_session (
    center_id  text NOT NULL,
    challenge  text NOT NULL,
    kiosk_id   text NOT NULL,
    started_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    counter    bigint NOT NULL,
    taken      bigint NOT NULL,
    PRIMARY KEY (center_id, challenge)
);
CREATE INDEX kiosk_session_by_kiosk ON portal_auth.kiosk_session (center_id, kiosk_id);

-- A PIN alone has few digits, so what it must meet goes with the session it is for, whichever way that ends.
CREATE TABLE portal_auth.handoff_pin (
    center_id text NOT NULL,
    session   bytea NOT NULL,
    salt      bytea NOT NULL,
    hash      bytea NOT NULL,
    PRIMARY KEY (center_id, session),
    FOREIGN KEY (center_id, session) REFERENCES portal_auth.session (center_id, token_hash) ON DELETE CASCADE
);

CREATE TABLE portal_auth.handoff (
    center_id  text NOT NULL,
    id         bigint NOT NULL,
    token_hash bytea NOT NULL,
    challenge  text NOT NULL,
    session    bytea NOT NULL,
    tries      bigint NOT NULL DEFAULT 0,
    made_at    bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_at    bigint,
    PRIMARY KEY (center_id, id),
    UNIQUE (center_id, token_hash)
);
CREATE INDEX handoff_by_challenge ON portal_auth.handoff (center_id, challenge, id);

-- The second wall, as for facts.
ALTER TABLE portal_auth.center ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_auth.center FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal_auth.center USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal_auth.card ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_auth.card FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal_auth.card USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal_auth.attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_auth.attempt FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal_auth.attempt USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal_auth.device ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_auth.device FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal_auth.device USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal_auth.session ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_auth.session FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal_auth.session USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal_auth.access_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_auth.access_log FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal_auth.access_log USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal_auth.staff ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_auth.staff FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal_auth.staff USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal_auth.assignment ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_auth.assignment FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal_auth.assignment USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal_auth.opened ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_auth.opened FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal_auth.opened USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal_auth.staff_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_auth.staff_session FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal_auth.staff_session USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal_auth.provider_wait ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_auth.provider_wait FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal_auth.provider_wait USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal_auth.kiosk ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_auth.kiosk FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal_auth.kiosk USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal_auth.kiosk_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_auth.kiosk_session FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal_auth.kiosk_session USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal_auth.handoff_pin ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_auth.handoff_pin FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal_auth.handoff_pin USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal_auth.handoff ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_auth.handoff FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal_auth.handoff USING (center_id = current_setting('portal.center_id', true));

-- The access log only grows: nobody who serves has the right to change or delete a row of it.
-- Whoever publishes sees that the tables are there, so that it is told which right it lacks.
GRANT USAGE ON SCHEMA portal_auth TO portal_publish, portal_serve;
GRANT SELECT, INSERT ON portal_auth.access_log TO portal_serve;
GRANT SELECT, INSERT, UPDATE ON portal_auth.center TO portal_serve;
GRANT SELECT, INSERT, UPDATE, DELETE ON
    portal_auth.card, portal_auth.attempt, portal_auth.device, portal_auth.session, portal_auth.staff,
    portal_auth.assignment, portal_auth.opened, portal_auth.staff_session, portal_auth.provider_wait,
    portal_auth.kiosk, portal_auth.kiosk_session, portal_auth.handoff_pin, portal_auth.handoff
    TO portal_serve;
