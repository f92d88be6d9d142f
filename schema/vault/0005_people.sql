-- Codes that a person had in earlier systems, one a line.
ALTER TABLE person ADD COLUMN other_codes TEXT NOT NULL DEFAULT '';
-- A search looks through this alone.
CREATE INDEX person_sought ON person (folded);
-- Hand-overs that were accepted, by the hash of what was signed: none counts twice.
CREATE TABLE accepted_hand_over (signed BLOB PRIMARY KEY, day INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- Pairs that looked like one person and are not; the lower id first.
CREATE TABLE distinct_pair (one BLOB NOT NULL, other BLOB NOT NULL, PRIMARY KEY (one, other)) STRICT, WITHOUT ROWID;
