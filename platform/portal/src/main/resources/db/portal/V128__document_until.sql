-- Buyers whose invoice and act of a month that goes on were issued up to a day. The row is locked while they are, so that
-- no day is on two invoices; what the month's own documents say begins with the next day.
CREATE TABLE document_until (
  seller_id BIGINT NOT NULL,
  period    INT    NOT NULL, -- 202603
  buyer_id  BIGINT NOT NULL,
  last_day  DATE   NOT NULL, -- included
  PRIMARY KEY (seller_id, period, buyer_id)
);
