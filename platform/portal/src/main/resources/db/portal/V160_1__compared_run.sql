-- Whether what was given back and no credit note says is written down for this month to the millionth, so that its documents
-- are compared with the ledger at night. Months that were documented before did not tell all of it.
ALTER TABLE document_run
  ADD COLUMN compared BOOLEAN NOT NULL DEFAULT FALSE;
