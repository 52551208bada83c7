-- The check of the books is long work that may be left, too.
ALTER TABLE task MODIFY kind VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
  CHECK (kind IN ('NUMBERS', 'BANK', 'DOCUMENTS', 'CHECK'));
