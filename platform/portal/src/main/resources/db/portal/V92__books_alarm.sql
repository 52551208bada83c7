-- Invariants that the last check of the books found broken, each since the check that found it first.
CREATE TABLE ledger_alarm (
  invariant VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  check_id  BIGINT      NOT NULL, -- the first that found it
  since     DATETIME(3) NOT NULL,
  mailed_at DATETIME(3) NULL      -- when mails to the platform's people were queued
);
