-- What is spent first, how much on one day, and money that goes back.

-- The kinds are those of livery.billing.Transfer; a list here would have to grow with every one.
ALTER TABLE transfer MODIFY kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
  CHECK (kind REGEXP '^[A-Z_]+$');

ALTER TABLE wallet
  ADD COLUMN own_limit    BIGINT      NULL,     -- most that messages may take on one day, set by the buyer; millionths
  ADD COLUMN seller_limit BIGINT      NULL,     -- the same, set by the seller: the smaller one holds
  ADD COLUMN zone         VARCHAR(40) NULL,     -- whose midnight begins a day; set while there is a limit
  ADD COLUMN spent_day    INT         NOT NULL DEFAULT 0, -- days since 1970 in that zone
  ADD COLUMN spent        BIGINT      NOT NULL DEFAULT 0, -- held and charged on that day
  ADD COLUMN has_lots     TINYINT     NOT NULL DEFAULT 0, -- free units may be there
  ADD CONSTRAINT wallet_spent CHECK (spent >= 0 AND own_limit >= 0 AND seller_limit >= 0);

ALTER TABLE rated
  ADD COLUMN free      INT               NOT NULL DEFAULT 0, -- units that a lot covers, of the quantity; then of those charged
  ADD COLUMN spent_day SMALLINT UNSIGNED NOT NULL DEFAULT 0; -- the day whose limit it counts in; 0: none

-- Something to spend that was bought together: free units of a product, or money that expires.
CREATE TABLE lot (
  id          BIGINT      NOT NULL PRIMARY KEY,
  wallet_id   BIGINT      NOT NULL,
  product     VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- '' for money
  units       BIGINT      NOT NULL,           -- bought, 0 for money
  units_left  BIGINT      NOT NULL,           -- neither held nor used nor lost
  units_lost  BIGINT      NOT NULL DEFAULT 0, -- not used in time
  amount      BIGINT      NOT NULL,           -- money that came, 0 for units
  amount_lost BIGINT      NOT NULL DEFAULT 0, -- not spent in time
  posting_id  BIGINT      NOT NULL,           -- of the sale or the top-up
  opened_at   DATETIME(3) NOT NULL,
  expires_at  DATETIME(3) NOT NULL,           -- first moment at which it is worth nothing
  closed_at   DATETIME(3) NULL,               -- what was left is lost
  KEY lot_wallet (wallet_id, closed_at),
  KEY lot_expiry (closed_at, expires_at),
  UNIQUE KEY lot_posting (posting_id),
  CONSTRAINT lot_units CHECK (units_left BETWEEN 0 AND units AND units_lost BETWEEN 0 AND units),
  CONSTRAINT lot_amount CHECK (amount_lost BETWEEN 0 AND amount),
  CONSTRAINT lot_kind CHECK ((product = '') = (amount > 0) AND (product = '') = (units = 0)),
  CONSTRAINT lot_order CHECK (opened_at < expires_at)
);

-- Which lot covers which event; the row goes when the units go back.
CREATE TABLE lot_use (
  event_id BIGINT           NOT NULL,
  level    TINYINT UNSIGNED NOT NULL,
  lot_id   BIGINT           NOT NULL,
  units    INT              NOT NULL CHECK (units > 0),
  PRIMARY KEY (event_id, level, lot_id),
  KEY lot_use_lot (lot_id)
);

-- Money that came and went back: a refund of a top-up, a chargeback, a statement's reversed entry.
CREATE TABLE reversal (
  posting_id  BIGINT NOT NULL PRIMARY KEY, -- of the REVERSAL transfer
  original_id BIGINT NOT NULL,             -- the posting that it takes back, or a part of it
  amount      BIGINT NOT NULL CHECK (amount > 0),
  KEY reversal_original (original_id)
);
