-- What kept a seller's books from being closed when the close of a month last ended.
CREATE TABLE month_failure (
  period    INT           NOT NULL, -- 202603
  place     INT           NOT NULL, -- in the order in which they were met, from 1
  seller_id BIGINT        NOT NULL, -- whose books
  buyer_id  BIGINT        NOT NULL, -- whose settlement; 0: the books as a whole
  waits_for BIGINT        NOT NULL, -- the tenant whose settlement must come first; 0: it failed itself
  reason    VARCHAR(1000) NOT NULL,
  PRIMARY KEY (period, place)
);
