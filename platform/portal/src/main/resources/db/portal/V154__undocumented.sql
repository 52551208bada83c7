-- What a wallet was given back in a month's run and no credit note says: there was no invoice for it,
-- or no more of its lines left. Shown to the seller's finance.
CREATE TABLE undocumented (
  seller_id  BIGINT      NOT NULL,
  buyer_id   BIGINT      NOT NULL,
  currency   CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  of_period  INT         NOT NULL, -- the month that it was given back for: 202602
  period     INT         NOT NULL, -- the month in whose run that was found
  amount     BIGINT      NOT NULL CHECK (amount > 0), -- millionths
  noticed_at DATETIME(3) NOT NULL,
  PRIMARY KEY (seller_id, buyer_id, currency, of_period, period)
);
