-- What was imported from elsewhere, so that the same file again does nothing twice: the source's own key of a row, and
-- what was made of it. Goes with the draft that it made, if that is dropped.
CREATE TABLE imported (
  source TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, rid BLOB NOT NULL, client BLOB,
  PRIMARY KEY (source, kind, key)) STRICT, WITHOUT ROWID;
CREATE INDEX imported_rid ON imported (rid);
