-- What is held, as many events in one row as were held together; an event leaves the row when it ends, and the row goes
-- with its last one. What has ended is in `rated`, written once (docs/decisions/20).
CREATE TABLE IF NOT EXISTS hold (
  id         BIGINT      NOT NULL PRIMARY KEY, -- its first event, when it was written
  last_event BIGINT      NOT NULL,             -- its last one then, at most livery.billing.Slip.SPAN further
  expires_at DATETIME(3) NOT NULL,
  chains     MEDIUMTEXT  CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- JSON: the lines of the different chains of edges, see livery.billing.HeldLines
  events     MEDIUMTEXT  CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- JSON: [[event, its chain], ...]
  KEY hold_expiry (expires_at)
);

-- What was held as rows of its own until now.
SET SESSION group_concat_max_len = 1048576;
INSERT INTO hold (id, last_event, expires_at, chains, events)
  SELECT event_id, event_id, COALESCE(MIN(expires_at), UTC_TIMESTAMP(3) + INTERVAL 3 DAY),
         CONCAT('[', GROUP_CONCAT(CONCAT('[0,', level, ',', seller_id, ',', buyer_id, ',"', product, '",', quantity, ',',
           price_id, ',"', unit_price, '",', amount, ',"', currency, '",', free, ',', spent_day, ',"', bill_on, '","',
           on_timeout, '",', tier, ',', apart, ',', COALESCE(CONCAT('"', rate, '"'), 'null'), ',',
           COALESCE(CONCAT('"', rate_on, '"'), 'null'), ']') ORDER BY level SEPARATOR ','), ']'),
         CONCAT('[[', event_id, ',0]]')
    FROM rated
   WHERE state = 'HELD'
   GROUP BY event_id;
DELETE r FROM hold h JOIN rated r ON r.event_id = h.id WHERE r.state = 'HELD';
