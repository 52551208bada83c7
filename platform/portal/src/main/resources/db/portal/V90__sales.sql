-- What was sold on each edge, counted from the rated rows by livery.sales.SalesCount, so that a page
-- about a month reads some thousand rows and not ten million. A cache: it may be emptied at any time.
-- Ids are cut into chunks of 2^17; a chunk is counted whole and replaces what it said before.
CREATE TABLE sale (
  seller_id     BIGINT      NOT NULL, -- 0: the operators
  hour          DATETIME    NOT NULL, -- UTC, start of the hour in which it was charged or given back
  buyer_id      BIGINT      NOT NULL,
  product       VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  price_id      BIGINT      NOT NULL,
  currency      CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  cost_currency CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- '' where the seller pays nobody
  chunk         BIGINT      NOT NULL,
  quantity      BIGINT      NOT NULL, -- what was given back is taken off
  amount        BIGINT      NOT NULL, -- millionths, what the buyer was charged
  cost          BIGINT      NOT NULL, -- millionths, what its seller was charged for the same
  PRIMARY KEY (seller_id, hour, buyer_id, product, price_id, currency, cost_currency, chunk),
  KEY sale_buyer (buyer_id, hour),
  KEY sale_chunk (chunk)
);

CREATE TABLE sale_chunk (
  chunk      BIGINT      NOT NULL PRIMARY KEY,
  first_at   DATETIME(3) NOT NULL, -- counted for the first time
  counted_at DATETIME(3) NOT NULL,
  next_at    DATETIME(3) NULL,     -- NULL: nothing of it can change any more but by a refund
  refunds    BIGINT      NOT NULL,
  KEY sale_chunk_next (next_at)
);
