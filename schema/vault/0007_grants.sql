-- Who pays, where it has auditors of its own: whose auditors get a record's audit face too, and what a new auditor is to
-- read alone. Scopes and ids as text, in lists.
ALTER TABLE draft ADD COLUMN grants TEXT NOT NULL DEFAULT '[]';
ALTER TABLE invitation ADD COLUMN grants TEXT NOT NULL DEFAULT '[]';
