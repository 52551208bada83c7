-- Rates between currencies as people stated them, and which one an edge was rated by.

CREATE TABLE currency_rate (
  id            BIGINT         NOT NULL PRIMARY KEY,
  from_currency CHAR(3)        CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  to_currency   CHAR(3)        CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  rate          DECIMAL(20,10) NOT NULL CHECK (rate > 0), -- units of the second for one of the first
  valid_from    DATE           NOT NULL,                  -- until a later one; of one day the last that was entered
  source        VARCHAR(190)   NOT NULL,                  -- "NBU", "contract 17, annex 2"
  entered_by    VARCHAR(190)   NOT NULL,
  entered_at    DATETIME(3)    NOT NULL,
  KEY currency_rate_pair (from_currency, to_currency, valid_from),
  CONSTRAINT currency_rate_two CHECK (from_currency <> to_currency)
);
CREATE TRIGGER currency_rate_no_update BEFORE UPDATE ON currency_rate FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'currency_rate is append only: enter another one';
CREATE TRIGGER currency_rate_no_delete BEFORE DELETE ON currency_rate FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'currency_rate is append only: enter another one';

-- Where the seller keeps its books in another currency than the buyer's wallet: units of the wallet's currency for
-- one of the seller's, and the day from which the rate holds.
ALTER TABLE rated
  ADD COLUMN rate    DECIMAL(20,10) NULL,
  ADD COLUMN rate_on DATE           NULL;
