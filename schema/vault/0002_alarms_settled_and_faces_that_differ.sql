-- An alarm stands until it is settled, with the day and the reason; what happens again afterwards is an alarm anew.
-- `day` is when it was first raised, `last` when it was raised again while it stood. `idx` is the leaf it is about,
-- or -1.
ALTER TABLE alarm RENAME TO alarm_of_version_1;
CREATE TABLE alarm (
  id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL, idx INTEGER NOT NULL, day INTEGER NOT NULL,
  last INTEGER NOT NULL, settled INTEGER, reason TEXT) STRICT;
INSERT INTO alarm (id, code, idx, day, last) SELECT id, code, idx, day, day FROM alarm_of_version_1;
DROP TABLE alarm_of_version_1;
CREATE UNIQUE INDEX alarm_standing ON alarm (code, idx) WHERE settled IS NULL;

-- Whether the audit face was found to say something else than the team face.
ALTER TABLE entry ADD COLUMN faces_differ INTEGER NOT NULL DEFAULT 0;
CREATE INDEX entry_whose_faces_differ ON entry (hash) WHERE faces_differ = 1;
