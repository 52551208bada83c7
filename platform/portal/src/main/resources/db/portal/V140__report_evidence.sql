-- What an agent attaches to its report of a month: receipts of its expenses, a registry of payments.
-- It belongs to the report in all of its versions from one on, whatever id the draft has.
CREATE TABLE report_evidence (
  id           BIGINT       NOT NULL PRIMARY KEY,
  agent_id     BIGINT       NOT NULL,
  principal_id BIGINT       NOT NULL,
  period       INT          NOT NULL, -- 202603
  currency     CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version      INT          NOT NULL, -- of the report that it first came with; later ones keep it
  name         VARCHAR(100) NOT NULL,
  kind         VARCHAR(4)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL CHECK (kind IN ('PDF', 'JPEG', 'PNG')),
  description  VARCHAR(200) NOT NULL,
  amount       BIGINT       NOT NULL CHECK (amount >= 0), -- millionths; 0 where it is about no sum
  size         INT          NOT NULL,
  sha256       BINARY(32)   NOT NULL,
  content      MEDIUMBLOB   NOT NULL,
  added_by     VARCHAR(190) NOT NULL,
  added_at     DATETIME(3)  NOT NULL,
  UNIQUE KEY evidence_once (agent_id, principal_id, period, currency, sha256)
);
