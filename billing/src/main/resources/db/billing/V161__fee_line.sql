-- How an agent's own fee of a month was worked out: bought * percent / 100 + fixed is period_line.exact
-- of its group agent.fee. Months that were closed before have no row.
CREATE TABLE fee_line (
  seller_id BIGINT       NOT NULL, -- the agent
  period    INT          NOT NULL, -- 202603
  buyer_id  BIGINT       NOT NULL,
  currency  CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  bought    BIGINT       NOT NULL, -- in the month, in millionths; below zero where more was given back
  percent   DECIMAL(7,4) NOT NULL, -- of it
  fixed     BIGINT       NOT NULL, -- for the month, in millionths
  PRIMARY KEY (seller_id, period, buyer_id, currency)
);
