-- Money. Amounts are BIGINT millionths of the currency, times are UTC, ids are made by the application.

-- What a seller asks from a buyer (0: from all of its buyers) for one unit of a product.
CREATE TABLE price (
  id         BIGINT         NOT NULL PRIMARY KEY,
  seller_id  BIGINT         NOT NULL CHECK (seller_id >= 0), -- 0: the operators
  buyer_id   BIGINT         NOT NULL CHECK (buyer_id >= 0),  -- 0: every buyer of that seller
  product    VARCHAR(30)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  country    VARCHAR(2)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- '': any
  network    VARCHAR(40)    NOT NULL,                                       -- '': any
  currency   CHAR(3)        CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  unit_price DECIMAL(20,10) NOT NULL CHECK (unit_price >= 0),
  valid_from DATETIME(3)    NOT NULL,
  valid_to   DATETIME(3)    NOT NULL, -- not included; 9999-12-31 while open, as a PERIOD takes no NULL
  PERIOD FOR validity (valid_from, valid_to),
  UNIQUE KEY price_validity
    (seller_id, buyer_id, product, country, network, currency, validity WITHOUT OVERLAPS)
);

-- The accounts that must be checked before something is sold: one for each buyer at its seller.
-- A cache of `transfer` and `rated`; livery.billing.Invariants compares them.
-- No CHECK on what is available: rent may push a wallet below its line.
CREATE TABLE wallet (
  buyer_id     BIGINT      NOT NULL CHECK (buyer_id > 0),
  seller_id    BIGINT      NOT NULL CHECK (seller_id > 0),
  currency     CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  id           BIGINT      NOT NULL CHECK (id > 0), -- its number as an account in `transfer`
  balance      BIGINT      NOT NULL DEFAULT 0,
  held         BIGINT      NOT NULL DEFAULT 0,
  credit_limit BIGINT      NOT NULL DEFAULT 0,
  opened_at    DATETIME(3) NOT NULL,
  PRIMARY KEY (buyer_id, seller_id, currency),
  UNIQUE KEY wallet_account (id),
  KEY wallet_seller (seller_id),
  CONSTRAINT wallet_pair CHECK (buyer_id <> seller_id),
  CONSTRAINT wallet_held CHECK (held >= 0),
  CONSTRAINT wallet_credit_limit CHECK (credit_limit >= 0)
);

-- Money that moved, never changed afterwards. Accounts above 0 are wallets; those below 0 belong to a
-- tenant and keep no balance row: -(tenant * 16 + kind), see livery.billing.Account.
CREATE TABLE transfer (
  id             BIGINT       NOT NULL PRIMARY KEY,
  posting_id     BIGINT       NOT NULL, -- what was posted together
  kind           VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL
                 CHECK (kind IN ('CHARGE', 'REFUND', 'TOP_UP', 'ALLOCATION', 'TIER_DELTA')),
  debit_account  BIGINT       NOT NULL,
  credit_account BIGINT       NOT NULL,
  amount         BIGINT       NOT NULL,
  currency       CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  seller_id      BIGINT       NOT NULL, -- the edge that it belongs to
  buyer_id       BIGINT       NOT NULL,
  product        VARCHAR(30)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- '' where nothing was sold
  quantity       BIGINT       NOT NULL,
  reference      VARCHAR(190) NOT NULL,
  first_event    BIGINT       NOT NULL DEFAULT 0, -- the rated rows behind it are in this range
  last_event     BIGINT       NOT NULL DEFAULT 0,
  posted_at      DATETIME(3)  NOT NULL,
  KEY transfer_posting (posting_id),
  KEY transfer_debit (debit_account, posted_at),
  KEY transfer_credit (credit_account, posted_at),
  CONSTRAINT transfer_amount CHECK (amount > 0),
  CONSTRAINT transfer_accounts CHECK (debit_account <> credit_account)
);

CREATE TRIGGER transfer_no_update BEFORE UPDATE ON transfer FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'transfer is append only: post a reversal';
CREATE TRIGGER transfer_no_delete BEFORE DELETE ON transfer FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'transfer is append only: post a reversal';

-- One row for each seller-buyer edge of an event, with the price as it was. While HELD it is also
-- the hold. Hot and narrow: two indexes, and all that a settlement changes has a fixed width.
CREATE TABLE rated (
  event_id   BIGINT           NOT NULL,
  level      TINYINT UNSIGNED NOT NULL, -- 0: the client buys; the last: the platform buys
  state      ENUM('HELD', 'POSTED', 'RELEASED', 'EXPIRED') NOT NULL,
  posting_id BIGINT           NOT NULL, -- 0 while HELD, then what resolved it
  seller_id  BIGINT           NOT NULL,
  buyer_id   BIGINT           NOT NULL,
  price_id   BIGINT           NOT NULL, -- 0: a cost nobody has priced
  quantity   INT              NOT NULL CHECK (quantity > 0),
  posted     INT              NOT NULL, -- how much of the quantity was charged
  amount     BIGINT           NOT NULL CHECK (amount >= 0), -- held while HELD, then charged
  unit_price DECIMAL(20,10)   NOT NULL,
  currency   CHAR(3)          CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  product    VARCHAR(30)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expires_at DATETIME(3)      NULL, -- on level 0 while HELD
  PRIMARY KEY (event_id, level),
  KEY rated_expiry (expires_at), -- the sweeper's; a transfer finds its rows by its range of events
  CONSTRAINT rated_posted CHECK (posted BETWEEN 0 AND quantity)
);

-- Events whose charge was given back; the key makes a second time impossible.
CREATE TABLE refund (
  event_id   BIGINT NOT NULL PRIMARY KEY,
  posting_id BIGINT NOT NULL, -- of the REFUND transfers
  KEY refund_posting (posting_id)
);

-- What was rented in advance, so that no span is charged twice.
CREATE TABLE rent (
  subject_id BIGINT NOT NULL, -- the rented thing
  from_day   DATE   NOT NULL,
  to_day     DATE   NOT NULL, -- not included
  event_id   BIGINT NOT NULL,
  PERIOD FOR span (from_day, to_day),
  UNIQUE KEY rent_span (subject_id, span WITHOUT OVERLAPS),
  KEY rent_event (event_id)
);

-- One key, one posting: a repeat finds its row here.
CREATE TABLE posting_key (
  tenant_id  BIGINT       NOT NULL, -- the buyer whose wallet it is
  idem_key   VARCHAR(100) NOT NULL,
  kind       VARCHAR(12)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payload    BINARY(32)   NOT NULL, -- SHA-256 of all that was asked
  posting_id BIGINT       NOT NULL,
  created_at DATETIME(3)  NOT NULL,
  PRIMARY KEY (tenant_id, idem_key),
  UNIQUE KEY posting_key_posting (posting_id)
);
