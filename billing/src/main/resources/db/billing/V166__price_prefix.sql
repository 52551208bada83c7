-- How the subscriber's number begins: one more part of what a price is for.
ALTER TABLE price
  ADD COLUMN prefix VARCHAR(15) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' -- '': any
    AFTER network,
  ADD CONSTRAINT price_prefix CHECK (prefix NOT REGEXP '[^0-9]'),
  DROP KEY price_validity,
  ADD UNIQUE KEY price_validity
    (seller_id, buyer_id, product, country, network, prefix, currency, validity WITHOUT OVERLAPS);
