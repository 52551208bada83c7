-- What units that a contract priced by a tier would have cost at the price list: what was earned is this less what they
-- cost in the end, and a part of it is passed on to clients. It stands in the transfer, so that no close has to look at
-- single messages.

-- NULL: as charged, no tier gave a price. Parts as those of the amount: the buyer's own use, and what is set apart.
ALTER TABLE transfer
  ADD COLUMN IF NOT EXISTS list_amount       BIGINT NULL,
  ADD COLUMN IF NOT EXISTS own_list_amount   BIGINT NULL,
  ADD COLUMN IF NOT EXISTS apart_list_amount BIGINT NULL;

-- NULL: as posted; so where money is counted, and in all that was closed before.
ALTER TABLE period_line
  ADD COLUMN IF NOT EXISTS list_amount BIGINT NULL;

-- Charges from before are told by their rated rows, once.
DROP TRIGGER IF EXISTS transfer_no_update;
UPDATE transfer c
  JOIN (SELECT t.posting_id, t.seller_id, t.buyer_id, t.product, t.currency,
               SUM(t.saved) AS saved, SUM(IF(t.level = 0, t.saved, 0)) AS own, SUM(IF(t.apart, t.saved, 0)) AS apart
          FROM (SELECT r.*, ROUND(IF(p.currency = r.currency, p.unit_price, ROUND(p.unit_price * r.rate, 10))
                                  * (r.posted - r.free) * 1000000) - r.amount AS saved
                  FROM rated r JOIN price p ON p.id = r.price_id
                 WHERE r.tier > 0 AND r.state = 'POSTED') t
         WHERE t.saved IS NOT NULL
         GROUP BY t.posting_id, t.seller_id, t.buyer_id, t.product, t.currency) s
    ON s.posting_id = c.posting_id AND s.seller_id = c.seller_id AND s.buyer_id = c.buyer_id
       AND s.product = c.product AND s.currency = c.currency
   SET c.list_amount = c.amount + s.saved,
       c.own_list_amount = c.own_amount + s.own,
       c.apart_list_amount = c.apart_amount + s.apart
 WHERE c.kind = 'CHARGE';
CREATE TRIGGER transfer_no_update BEFORE UPDATE ON transfer FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'transfer is append only: post a reversal';
