-- Lists in another order than that of their ids, along an index, part by part. Ids are the last column of each.

-- What others wrote about a tenant's edges: the third way to see a document, without a walk over its own.
ALTER TABLE document
  ADD KEY document_issuer_issued (issuer_id, issued_on),
  ADD KEY document_issuer_gross (issuer_id, gross),
  ADD KEY document_recipient_issued (recipient_id, issued_on),
  ADD KEY document_recipient_gross (recipient_id, gross),
  ADD KEY document_seller_issuer (seller_id, issuer_id);

ALTER TABLE payment
  ADD KEY payment_seller_amount (seller_id, amount),
  ADD KEY payment_tenant_amount (tenant_id, amount);

-- Money that went is below zero.
ALTER TABLE bank_entry
  ADD COLUMN change_micros BIGINT AS (IF(credit, amount, -amount)) STORED,
  ADD KEY bank_entry_booked (tenant_id, state, booked_on),
  ADD KEY bank_entry_change (tenant_id, state, change_micros);

ALTER TABLE price
  ADD KEY price_seller (seller_id),
  ADD KEY price_seller_price (seller_id, unit_price);
