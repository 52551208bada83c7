-- What of an agent's sales was below zero before the month, and after the days that the row counts:
-- it is carried into the next month. Rows before this version carried nothing.
ALTER TABLE commission
  ADD COLUMN before_sold     BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN before_base     BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN before_units    BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN before_received BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN after_sold      BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN after_base      BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN after_units     BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN after_received  BIGINT NOT NULL DEFAULT 0;
