-- When a wallet's owner wants to hear that it runs low. `low_since` is the crossing: it is set once
-- when less than the threshold is available and cleared when there is enough again.
CREATE TABLE wallet_alert (
  wallet_id BIGINT      NOT NULL PRIMARY KEY,
  tenant_id BIGINT      NOT NULL, -- the buyer
  threshold BIGINT      NOT NULL CHECK (threshold > 0), -- millionths
  low_since DATETIME(3) NULL,
  seen_at   DATETIME(3) NULL,     -- somebody put the banner of this crossing away
  crossings INT         NOT NULL DEFAULT 0, -- how often it has rung
  KEY wallet_alert_tenant (tenant_id)
);

-- What the checks of the ledger's invariants found.
CREATE TABLE ledger_check (
  id         BIGINT       NOT NULL PRIMARY KEY,
  started_at DATETIME(3)  NOT NULL,
  ended_at   DATETIME(3)  NOT NULL,
  started_by VARCHAR(190) NOT NULL, -- '': the night's run
  violations INT          NOT NULL,
  detail     MEDIUMTEXT   NOT NULL, -- one line for each violation: invariant, subject, detail, by tabs
  KEY ledger_check_started (started_at)
);
