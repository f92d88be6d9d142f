-- The vault, version 1. Days are days since 1970-01-01; ids, hashes and keys are raw bytes; lists are JSON.

-- Truth: what cannot be made again.
CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE invitation (
  inv BLOB PRIMARY KEY, secret BLOB NOT NULL, role TEXT NOT NULL, teams TEXT NOT NULL, expires INTEGER NOT NULL,
  name TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE person (
  client BLOB PRIMARY KEY, name TEXT NOT NULL, nickname TEXT NOT NULL, phone TEXT NOT NULL, note TEXT NOT NULL,
  folded TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Who is who, and the keys this device holds. `blob`: wraps and sealed secrets that could not be opened yet.
CREATE TABLE link (seq INTEGER PRIMARY KEY, idx INTEGER NOT NULL, jws TEXT NOT NULL) STRICT;
CREATE TABLE epoch_seed (
  scope TEXT NOT NULL, n INTEGER NOT NULL, seed BLOB NOT NULL, PRIMARY KEY (scope, n)) STRICT, WITHOUT ROWID;
CREATE TABLE org_secret (name TEXT PRIMARY KEY, secret BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE blob (hash BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;

-- Logs that others, or the server, said exist; kept until proven to be part of the one followed here.
CREATE TABLE claim (
  id INTEGER PRIMARY KEY AUTOINCREMENT, source BLOB, size INTEGER NOT NULL, root BLOB NOT NULL) STRICT;

-- Drafts stay until the log has them; `entry` is set once sealed.
CREATE TABLE draft (
  id INTEGER PRIMARY KEY AUTOINCREMENT, rid BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, kind_version INTEGER NOT NULL,
  body TEXT NOT NULL, scopes TEXT NOT NULL, audit_face INTEGER NOT NULL, entry BLOB UNIQUE) STRICT;
CREATE INDEX draft_unsealed ON draft (id) WHERE entry IS NULL;
-- Own entries (`idx` is null until the log has them) and received ones. `staff_of`: the scopes in which the signer was
-- staff at that place in the log, by which corrections and statements are judged.
-- Wide rows stand in the order in which they came: in the order of their hashes each would dirty a page of its own.
CREATE TABLE entry (
  hash BLOB PRIMARY KEY, idx INTEGER UNIQUE, dev BLOB NOT NULL, seq INTEGER NOT NULL, jws TEXT NOT NULL,
  staff_of TEXT NOT NULL) STRICT;
CREATE INDEX entry_of_device ON entry (dev, seq);
CREATE TABLE disclosure (
  entry BLOB NOT NULL REFERENCES entry (hash), face INTEGER NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (entry, face)) STRICT;
-- Sealed copies this device made, in the order of the entry's addresses; kept 90 days to be sent again.
CREATE TABLE outgoing (
  entry BLOB NOT NULL REFERENCES entry (hash), position INTEGER NOT NULL, copy BLOB NOT NULL, day INTEGER NOT NULL,
  PRIMARY KEY (entry, position)) STRICT;
CREATE TABLE own_count (scope TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Received copies whose key is not held; how far each scope was read; the newest entry of each device seen in it.
CREATE TABLE unopened (
  entry BLOB NOT NULL REFERENCES entry (hash), scope TEXT NOT NULL, epoch INTEGER NOT NULL, idx INTEGER NOT NULL,
  copy BLOB NOT NULL, PRIMARY KEY (entry, scope)) STRICT;
CREATE INDEX unopened_in_order ON unopened (scope, epoch, idx);
CREATE TABLE cursor (scope TEXT PRIMARY KEY, idx INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE seen (
  dev BLOB NOT NULL, scope TEXT NOT NULL, n INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL,
  PRIMARY KEY (dev, scope)) STRICT, WITHOUT ROWID;

-- Stand until settled. `idx` is the leaf an alarm is about, or -1.
CREATE TABLE alarm (
  id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL, idx INTEGER NOT NULL, day INTEGER NOT NULL,
  settled INTEGER NOT NULL DEFAULT 0, UNIQUE (code, idx)) STRICT;
