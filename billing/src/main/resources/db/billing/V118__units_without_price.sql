-- What is sold at a price of 0 is a transfer, too: its units count for tiers, alone and in a batch. What a bundle
-- covers was sold with the bundle and counts in no transfer.
ALTER TABLE transfer
  DROP CONSTRAINT transfer_amount,
  ADD CONSTRAINT transfer_amount CHECK (amount > 0 OR (amount = 0 AND quantity > 0 AND seller_id > 0
    AND kind IN ('CHARGE', 'REFUND', 'RETURN')));

ALTER TABLE rated_return
  MODIFY amount BIGINT NOT NULL,
  ADD CONSTRAINT rated_return_something CHECK (amount > 0 OR (amount = 0 AND quantity > 0));

-- The last posting whose transfers told units otherwise: what is checked or given back of those before is as it was.
CREATE TABLE ledger_epoch (
  id          TINYINT NOT NULL PRIMARY KEY CHECK (id = 1),
  units_after BIGINT  NOT NULL
);
INSERT INTO ledger_epoch (id, units_after)
SELECT 1, GREATEST(COALESCE((SELECT MAX(posting_id) FROM transfer), 0),
                   COALESCE((SELECT MAX(posting_id) FROM rated), 0));
