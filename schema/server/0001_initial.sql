-- tacitd, version 1. There is no column for a time, an address, or anything finer than a day.

-- What the last committed checkpoint says. The rebuilt tree and roster have to agree with it.
CREATE TABLE log_state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  generation INTEGER NOT NULL CHECK (generation >= 0),
  size INTEGER NOT NULL CHECK (size > 0),
  root BLOB NOT NULL CHECK (length(root) = 32),
  roster_seq INTEGER NOT NULL CHECK (roster_seq >= 0),
  roster_hash BLOB NOT NULL CHECK (length(roster_hash) = 32)
) STRICT;

-- The log itself: signed objects exactly as received.
CREATE TABLE leaf (
  idx INTEGER PRIMARY KEY CHECK (idx >= 0),
  bytes TEXT NOT NULL
) STRICT;

-- Every leaf is a roster link or an entry.
CREATE TABLE link (
  seq INTEGER PRIMARY KEY CHECK (seq >= 0),
  leaf INTEGER NOT NULL UNIQUE REFERENCES leaf (idx)
) STRICT;

CREATE TABLE entry (
  dev BLOB NOT NULL CHECK (length(dev) = 16),
  seq INTEGER NOT NULL CHECK (seq > 0),
  leaf INTEGER NOT NULL REFERENCES leaf (idx),
  PRIMARY KEY (dev, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE scope (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- How many entries a device has addressed to a scope.
CREATE TABLE chain (
  dev BLOB NOT NULL CHECK (length(dev) = 16),
  scope INTEGER NOT NULL REFERENCES scope (id),
  n INTEGER NOT NULL CHECK (n > 0),
  PRIMARY KEY (dev, scope)
) STRICT, WITHOUT ROWID;

-- Sealed copies, which are the addresses of an entry too. id = 16 * leaf + position in the entry's `to`.
-- The bytes go when the copy is shredded; the row stays.
CREATE TABLE copy (
  id INTEGER PRIMARY KEY CHECK (id >= 0),
  scope INTEGER NOT NULL REFERENCES scope (id),
  bytes BLOB
) STRICT;
-- Holds the row's id as well, so a page of a scope is one range of it.
CREATE INDEX copy_by_scope ON copy (scope);

-- What roster links name by hash only, beside the log so that it can be deleted.
-- id = 2^20 * seq + position in the link. dev is empty for what is not for one device; scope is then whom it is for,
-- or empty for everybody.
CREATE TABLE blob (
  id INTEGER PRIMARY KEY CHECK (id >= 0),
  dev BLOB NOT NULL,
  scope TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX blob_by_device ON blob (dev);

-- Until the organisation is founded.
CREATE TABLE founding (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  inv BLOB NOT NULL CHECK (length(inv) = 16),
  secret BLOB NOT NULL CHECK (length(secret) = 16)
) STRICT;

-- expires: the last valid day, as days since 1970-01-01.
CREATE TABLE invitation (
  inv BLOB PRIMARY KEY CHECK (length(inv) = 16),
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolment (
  inv BLOB PRIMARY KEY REFERENCES invitation (inv) ON DELETE CASCADE,
  jws TEXT NOT NULL,
  mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT, WITHOUT ROWID;
