-- Who has looked at a payment that wanted a look, and what came of it. News that comes later empties it.
ALTER TABLE payment
  ADD COLUMN checked_at   DATETIME(3)  NULL,
  ADD COLUMN checked_by   VARCHAR(190) NOT NULL DEFAULT '',
  ADD COLUMN checked_note VARCHAR(300) NOT NULL DEFAULT '',
  ADD KEY payment_problem (seller_id, problem);

-- What the seller itself may still be charged for the same: the level above waits for receipts. In cost_currency.
ALTER TABLE sale ADD COLUMN waiting BIGINT NOT NULL DEFAULT 0;
