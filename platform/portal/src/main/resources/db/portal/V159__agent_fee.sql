-- What an agent that sells in its own name charges its clients on top, from a month on until its next row.
-- What was charged is a line of the close of the agent's own books: period_line, group agent.fee.
CREATE TABLE agent_fee (
  agent_id    BIGINT        NOT NULL,
  client_id   BIGINT        NOT NULL, -- 0: every client without a row of its own
  currency    CHAR(3)       CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- of the client's wallet
  from_period INT           NOT NULL, -- 202603
  percent     DECIMAL(7,4)  NULL,     -- of what the client bought in the month
  fixed       BIGINT        NULL,     -- a month, in millionths; NULL in both: as every client
  PRIMARY KEY (agent_id, client_id, currency, from_period),
  CONSTRAINT agent_fee_both CHECK ((percent IS NULL) = (fixed IS NULL)),
  CONSTRAINT agent_fee_default CHECK (client_id > 0 OR percent IS NOT NULL),
  CONSTRAINT agent_fee_range CHECK (percent BETWEEN 0 AND 100 AND fixed >= 0)
);

INSERT IGNORE INTO product VALUES
  ('agent.fee', 'Agent''s own fee', 'Власна винагорода агента', 'Собственное вознаграждение агента', TRUE);
