-- What a buyer used itself, of what it bought: a reseller's own texts and rents earn nothing, and are a cost of its
-- margin that no sale of its own bears. The counts are a cache; every chunk is counted again.
ALTER TABLE sale
  ADD COLUMN own_quantity BIGINT NOT NULL DEFAULT 0 AFTER amount,
  ADD COLUMN own_amount   BIGINT NOT NULL DEFAULT 0 AFTER own_quantity;

UPDATE sale_chunk SET seen = '', next_at = first_at;
