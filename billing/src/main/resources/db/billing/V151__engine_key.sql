-- Keys of the software's own postings begin with a mark that no person's key may begin with.
ALTER TABLE posting_key MODIFY idem_key VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL;

-- A month's close that stopped half-way finds what it had settled, under the new name.
UPDATE posting_key k JOIN transfer t ON t.posting_id = k.posting_id
SET k.idem_key = CONCAT('engine:', k.idem_key)
WHERE k.kind = 'SETTLEMENT' AND k.idem_key LIKE 'commission-%'
  AND k.payload = UNHEX(SHA2(CONCAT('SETTLEMENT', CHAR(10), k.tenant_id, CHAR(10), t.seller_id, CHAR(10), '0 ',
    t.currency, CHAR(10), t.reference), 256));
