-- What somebody put off on this device: nobody else hears of it. It holds as long as the follow-up has the same start.
CREATE TABLE snooze (
  client BLOB NOT NULL, key TEXT NOT NULL, started INTEGER NOT NULL, until INTEGER NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (client, key)) STRICT, WITHOUT ROWID;
