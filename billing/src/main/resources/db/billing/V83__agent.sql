-- What agents earn. The kinds of transfers are those of livery.billing.Transfer.
ALTER TABLE transfer MODIFY kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
  CHECK (kind REGEXP '^[A-Z_]+$');

-- The commission of an agent's month up to a day; what it came to beyond the rows before was posted.
-- The key makes a second posting impossible.
CREATE TABLE commission (
  seller_id        BIGINT     NOT NULL, -- the principal
  period           INT        NOT NULL, -- 202603
  agent_id         BIGINT     NOT NULL,
  currency         CHAR(3)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  upto_day         DATE       NOT NULL, -- not included
  contract_id      BIGINT     NOT NULL,
  contract_version INT        NOT NULL,
  units            BIGINT     NOT NULL,
  sold             BIGINT     NOT NULL, -- what clients were charged, refunds taken off
  base             BIGINT     NOT NULL, -- what the principal asks from the agent for the same; 0 where it does not matter
  received         BIGINT     NOT NULL, -- what clients paid
  collected        BIGINT     NOT NULL, -- of it through the agent's hands
  accrued          BIGINT     NOT NULL, -- earned on what was sold
  due              BIGINT     NOT NULL, -- earned so far, by the contract's moment
  delta            BIGINT     NOT NULL, -- posted by this row
  posting_id       BIGINT     NOT NULL, -- 0 where nothing was posted
  created_at       DATETIME(3) NOT NULL,
  PRIMARY KEY (seller_id, period, agent_id, currency, upto_day),
  KEY commission_agent (agent_id, period)
);
