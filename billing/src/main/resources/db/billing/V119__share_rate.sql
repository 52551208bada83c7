-- What a client with a wallet in another currency got of a share: at the rate that held on the last day of the month.
ALTER TABLE period_share
  ADD COLUMN paid_currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NULL, -- NULL: the line's
  ADD COLUMN paid_amount   BIGINT         NULL CHECK (paid_amount >= 0),
  ADD COLUMN rate          DECIMAL(20,10) NULL, -- units of that currency for one of the line's
  ADD COLUMN rate_on       DATE           NULL, -- from which day it holds
  ADD CONSTRAINT period_share_rate CHECK ((paid_currency IS NULL) = (paid_amount IS NULL AND rate IS NULL AND rate_on IS NULL));
