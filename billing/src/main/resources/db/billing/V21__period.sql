-- The close of a month. Amounts are BIGINT millionths, times are UTC. A seller's month is closed as a whole.

CREATE TABLE billing_period (
  seller_id  BIGINT      NOT NULL,
  period     INT         NOT NULL, -- 202603
  from_at    DATETIME(3) NOT NULL,
  to_at      DATETIME(3) NOT NULL, -- not included
  state      ENUM('OPEN', 'CLOSING', 'CLOSED') NOT NULL,
  cutoff_at  DATETIME(3) NULL,     -- refunds posted before it belong to the month
  closed_at  DATETIME(3) NULL,
  hash       BINARY(32)  NULL,     -- SHA-256 of all that was closed, see livery.billing.period.PeriodHash
  PRIMARY KEY (seller_id, period),
  CONSTRAINT billing_period_order CHECK (from_at < to_at),
  CONSTRAINT billing_period_closed CHECK ((state = 'CLOSED') = (closed_at IS NOT NULL AND hash IS NOT NULL)),
  CONSTRAINT billing_period_closing CHECK ((state = 'OPEN') = (cutoff_at IS NULL))
);

-- What a buyer's volume of a product group came to. The key makes a second posting impossible.
CREATE TABLE period_line (
  seller_id        BIGINT         NOT NULL,
  period           INT            NOT NULL,
  buyer_id         BIGINT         NOT NULL,
  currency         CHAR(3)        CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  product_group    VARCHAR(30)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  products         VARCHAR(500)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- "MT,VIBER"
  contract_id      BIGINT         NOT NULL,
  contract_version INT            NOT NULL, -- the one that held at the end
  quantity         BIGINT         NOT NULL CHECK (quantity >= 0),
  posted           BIGINT         NOT NULL, -- charged, less what was refunded before the cut-off
  exact            DECIMAL(40,16) NOT NULL, -- what it should cost
  coin             BIGINT         NOT NULL, -- millionths in a coin of the currency
  rounded          BIGINT         NOT NULL, -- exact, once, to coins
  delta            BIGINT         NOT NULL, -- rounded - posted, below zero for a rebate
  posting_id       BIGINT         NOT NULL, -- 0 where nothing was posted
  covered_from     DATETIME(3)    NOT NULL, -- the part of the month in which the contract held
  covered_to       DATETIME(3)    NOT NULL, -- not included
  PRIMARY KEY (seller_id, period, buyer_id, currency, product_group),
  KEY period_line_posting (posting_id)
);

-- What the buyer passed on of its rebate.
CREATE TABLE period_share (
  seller_id     BIGINT      NOT NULL,
  period        INT         NOT NULL,
  buyer_id      BIGINT      NOT NULL,
  currency      CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  product_group VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  client_id     BIGINT      NOT NULL,
  quantity      BIGINT      NOT NULL,
  charged       BIGINT      NOT NULL,
  amount        BIGINT      NOT NULL CHECK (amount >= 0),
  posting_id    BIGINT      NOT NULL,
  PRIMARY KEY (seller_id, period, buyer_id, currency, product_group, client_id),
  KEY period_share_posting (posting_id)
);

-- The sums of transfers as they were at the close: whatever comes later shows.
CREATE TABLE period_total (
  seller_id BIGINT      NOT NULL,
  period    INT         NOT NULL,
  buyer_id  BIGINT      NOT NULL,
  currency  CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  product   VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind      VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  transfers BIGINT      NOT NULL,
  quantity  BIGINT      NOT NULL,
  amount    BIGINT      NOT NULL,
  PRIMARY KEY (seller_id, period, buyer_id, currency, product, kind)
);
