-- Whether auditors are told what the team is told is derived now (projections.sql), so that it can be judged again when
-- a pack or secret comes that was missing.
DROP INDEX entry_whose_faces_differ;
ALTER TABLE entry DROP COLUMN faces_differ;
