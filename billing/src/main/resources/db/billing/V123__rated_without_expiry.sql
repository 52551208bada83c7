-- Each row had an entry in this index, also what was never held.
ALTER TABLE rated
  DROP KEY IF EXISTS rated_expiry,
  DROP COLUMN IF EXISTS expires_at;
