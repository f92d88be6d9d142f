-- Disposable: made from the truth by `tacit vault rebuild`, dropped and made again when their version changes.
DROP TABLE IF EXISTS version;
DROP TABLE IF EXISTS fact;
DROP TABLE IF EXISTS client;
DROP TABLE IF EXISTS alias_edge;
DROP TABLE IF EXISTS alias;
DROP TABLE IF EXISTS label;
DROP TABLE IF EXISTS voucher;
DROP TABLE IF EXISTS closing;
DROP TABLE IF EXISTS movement;
DROP TABLE IF EXISTS lot;
DROP TABLE IF EXISTS used_lot;
DROP TABLE IF EXISTS paid;
DROP TABLE IF EXISTS due_stale;
DROP TABLE IF EXISTS due_open;
DROP TABLE IF EXISTS tally;
DROP TABLE IF EXISTS fact_code;

-- One row for each statement about a record: `root` is the record's rid, `rid` that of the entry or draft itself.
-- `place` orders everything: the leaf index, or for what the log has not yet a number above every index (parts.hpp).
-- `faces`: 0 auditors are told what the team is told, 1 they are not, 2 not judged yet.
CREATE TABLE version (
  id INTEGER PRIMARY KEY, root BLOB NOT NULL, rid BLOB NOT NULL, entry BLOB, place INTEGER NOT NULL, dev BLOB NOT NULL,
  client BLOB, faces INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX version_of_root ON version (root);
CREATE INDEX version_of_rid ON version (rid);
CREATE UNIQUE INDEX version_of_entry ON version (entry) WHERE entry IS NOT NULL;
CREATE INDEX version_of_client ON version (client) WHERE client IS NOT NULL;
CREATE INDEX version_of_faces ON version (faces) WHERE faces <> 0;
CREATE INDEX version_by_place ON version (place, root);

-- `place`: of the version that it comes from; `first`: of the original. `counted`: the day on which it counts, which is
-- `day` unless that was closed before the original came into the log.
CREATE TABLE fact (
  id INTEGER PRIMARY KEY, root BLOB NOT NULL, place INTEGER NOT NULL, face INTEGER NOT NULL, measure INTEGER NOT NULL,
  code TEXT NOT NULL, quantity INTEGER NOT NULL, day INTEGER NOT NULL, until INTEGER NOT NULL, quarter TEXT NOT NULL,
  kind TEXT NOT NULL, time TEXT NOT NULL, site_group TEXT NOT NULL, person BLOB, outcome TEXT NOT NULL,
  dev BLOB NOT NULL, about BLOB, first INTEGER NOT NULL, counted INTEGER NOT NULL) STRICT;
CREATE INDEX fact_of_root ON fact (root);
CREATE INDEX fact_of_person ON fact (person, measure) WHERE person IS NOT NULL AND face = 0;
CREATE INDEX fact_about ON fact (about) WHERE about IS NOT NULL;
-- All that figures ask for, so that counting reads the index alone. Codes stand before days: who asks for any code names
-- those of fact_code.
CREATE INDEX fact_to_count ON fact (face, measure, code, counted, kind, quantity, quarter, person);
CREATE INDEX fact_counted_later ON fact (face, counted) WHERE counted <> day;
-- What the facts of each day add up to, and which codes there ever were. Kept by these triggers, so that whatever changes
-- a fact changes the sums with it.
CREATE TABLE tally (
  face INTEGER NOT NULL, measure INTEGER NOT NULL, counted INTEGER NOT NULL, code TEXT NOT NULL, kind TEXT NOT NULL,
  quantity INTEGER NOT NULL, PRIMARY KEY (face, measure, counted, code, kind)) STRICT, WITHOUT ROWID;
CREATE TABLE fact_code (
  face INTEGER NOT NULL, measure INTEGER NOT NULL, code TEXT NOT NULL,
  PRIMARY KEY (face, measure, code)) STRICT, WITHOUT ROWID;
CREATE TRIGGER fact_added AFTER INSERT ON fact BEGIN
  INSERT INTO tally (face, measure, counted, code, kind, quantity)
    VALUES (NEW.face, NEW.measure, NEW.counted, NEW.code, NEW.kind, NEW.quantity)
    ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity;
  INSERT OR IGNORE INTO fact_code (face, measure, code) VALUES (NEW.face, NEW.measure, NEW.code);
END;
CREATE TRIGGER fact_gone AFTER DELETE ON fact BEGIN
  UPDATE tally SET quantity = quantity - OLD.quantity
    WHERE face = OLD.face AND measure = OLD.measure AND counted = OLD.counted AND code = OLD.code AND kind = OLD.kind;
END;
CREATE TRIGGER fact_counted_on_another_day AFTER UPDATE OF counted ON fact BEGIN
  UPDATE tally SET quantity = quantity - OLD.quantity
    WHERE face = OLD.face AND measure = OLD.measure AND counted = OLD.counted AND code = OLD.code AND kind = OLD.kind;
  INSERT INTO tally (face, measure, counted, code, kind, quantity)
    VALUES (NEW.face, NEW.measure, NEW.counted, NEW.code, NEW.kind, NEW.quantity)
    ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity;
END;

-- A client id registered twice is the one registered first.
CREATE TABLE client (
  client BLOB NOT NULL, root BLOB NOT NULL, place INTEGER NOT NULL, code INTEGER NOT NULL, attributes TEXT NOT NULL,
  PRIMARY KEY (client, root)) STRICT, WITHOUT ROWID;
CREATE INDEX client_by_code ON client (code);
CREATE INDEX client_of_root ON client (root);
-- Links as recorded, and what they lead to. Holds client ids and audit pseudonyms alike.
CREATE TABLE alias_edge (root BLOB NOT NULL, duplicate BLOB NOT NULL, kept BLOB NOT NULL) STRICT;
CREATE INDEX alias_edge_of_root ON alias_edge (root);
CREATE INDEX alias_edge_of_duplicate ON alias_edge (duplicate);
CREATE INDEX alias_edge_of_kept ON alias_edge (kept);
CREATE TABLE alias (person BLOB PRIMARY KEY, canonical BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX alias_to ON alias (canonical);
CREATE TABLE label (
  subject INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, root BLOB NOT NULL, place INTEGER NOT NULL,
  PRIMARY KEY (subject, id, root)) STRICT, WITHOUT ROWID;
CREATE INDEX label_of_root ON label (root);
CREATE TABLE voucher (number INTEGER NOT NULL, root BLOB NOT NULL) STRICT;
CREATE INDEX voucher_by_number ON voucher (number);
CREATE INDEX voucher_of_root ON voucher (root);
-- Until which day everything is closed for what comes behind that place.
CREATE TABLE closing (root BLOB PRIMARY KEY, place INTEGER NOT NULL, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Goods, from one place to another (client/domain/ledger.hpp). Places by their kind; the team of a store and the device
-- of a bag beside it, else nothing. `first` and `counted` as of facts.
CREATE TABLE movement (
  id INTEGER PRIMARY KEY, root BLOB NOT NULL, face INTEGER NOT NULL, commodity TEXT NOT NULL, lot BLOB,
  quantity INTEGER NOT NULL, source INTEGER NOT NULL, source_id BLOB, target INTEGER NOT NULL, target_id BLOB,
  reason INTEGER NOT NULL, sending BLOB, value INTEGER, currency TEXT, day INTEGER NOT NULL, first INTEGER NOT NULL,
  counted INTEGER NOT NULL) STRICT;
CREATE INDEX movement_of_root ON movement (root);
-- What stores, bags and transit hold, from the indexes alone.
CREATE INDEX movement_from ON movement (face, source, source_id, commodity, lot, sending, quantity)
  WHERE source IN (1, 2, 5);
CREATE INDEX movement_to ON movement (face, target, target_id, commodity, lot, sending, quantity)
  WHERE target IN (1, 2, 5);
CREATE INDEX movement_of_lot ON movement (lot) WHERE lot IS NOT NULL;
CREATE INDEX movement_to_count ON movement (face, counted, commodity, source, target, quantity);
-- What is printed on a lot; the record told first is where it came from.
CREATE TABLE lot (
  lot BLOB NOT NULL, root BLOB NOT NULL, place INTEGER NOT NULL, commodity TEXT NOT NULL, batch TEXT NOT NULL,
  expiry INTEGER, PRIMARY KEY (lot, root)) STRICT, WITHOUT ROWID;
CREATE INDEX lot_of_root ON lot (root);
-- The lots that contacts keep, as printed, for recalls.
CREATE TABLE used_lot (root BLOB NOT NULL, code TEXT NOT NULL, batch TEXT NOT NULL) STRICT;
CREATE INDEX used_lot_by_batch ON used_lot (batch);
CREATE INDEX used_lot_of_root ON used_lot (root);
-- The grants that pay for a record: texts of their scopes.
CREATE TABLE paid (
  scope TEXT NOT NULL, root BLOB NOT NULL, PRIMARY KEY (scope, root)) STRICT, WITHOUT ROWID;
CREATE INDEX paid_of_root ON paid (root);
-- Follow-ups: of whom something changed since they were looked at, and what was open then, by canonical ids.
CREATE TABLE due_stale (person BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE due_open (
  client BLOB NOT NULL, key TEXT NOT NULL, by_code TEXT NOT NULL, started INTEGER NOT NULL, due INTEGER NOT NULL,
  attempts INTEGER NOT NULL, allowed INTEGER NOT NULL) STRICT;
CREATE INDEX due_open_of_client ON due_open (client);
CREATE INDEX due_open_by_day ON due_open (due);
