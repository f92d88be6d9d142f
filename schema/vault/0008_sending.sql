-- What is still to be sent, in its order, and what was sent long ago, without going through everything else.
CREATE INDEX entry_unsent ON entry (seq) WHERE idx IS NULL;
CREATE INDEX outgoing_by_day ON outgoing (day);
