-- A margin across two currencies: what was sold is counted apart by the rate that stood on the rated row, and the
-- cost has its amount in the sale's currency beside it. The counts are a cache; they are made anew.
DELETE FROM sale;
DELETE FROM sale_chunk;
ALTER TABLE sale
  ADD COLUMN rate      DECIMAL(20,10) NOT NULL AFTER cost_currency, -- of the rated rows; 0 where they have none
  ADD COLUMN rate_on   DATE           NOT NULL AFTER rate,          -- the day it was stated for; 1970-01-01 without one
  ADD COLUMN converted BIGINT         NULL,                         -- cost in millionths of currency, rounded once; NULL: no rate
  DROP PRIMARY KEY,
  ADD PRIMARY KEY (seller_id, hour, buyer_id, product, price_id, currency, cost_currency, rate, rate_on, chunk);
