-- What of a charge counts for which discount, so that no close has to look at single messages.

ALTER TABLE rated
  ADD COLUMN tier  TINYINT UNSIGNED NOT NULL DEFAULT 0, -- the row of the tier whose price it is; 0: the list price
  ADD COLUMN apart TINYINT          NOT NULL DEFAULT 0; -- a contract below says that it counts for nobody above

-- Parts of a transfer. Those written before have no events: they are told apart by their rated rows.
ALTER TABLE transfer
  ADD COLUMN events         INT    NOT NULL DEFAULT 0, -- rated rows behind a charge
  ADD COLUMN own_events     INT    NOT NULL DEFAULT 0, -- of them the buyer's own usage: level 0
  ADD COLUMN own_quantity   BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN own_amount     BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN apart_events   INT    NOT NULL DEFAULT 0, -- of them what counts for nobody above
  ADD COLUMN apart_quantity BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN apart_amount   BIGINT NOT NULL DEFAULT 0;

ALTER TABLE period_line
  ADD COLUMN counts VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'SEGMENTS', -- what quantity is
  ADD COLUMN scope  VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'SUBTREE';  -- whose it is
