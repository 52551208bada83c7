-- Vouchers: a batch of codes that a seller has made, each worth the same once.
CREATE TABLE voucher_batch (
  id         BIGINT       NOT NULL PRIMARY KEY,
  tenant_id  BIGINT       NOT NULL, -- the seller
  name       VARCHAR(100) NOT NULL,
  codes      INT          NOT NULL CHECK (codes > 0),
  amount     BIGINT       NOT NULL CHECK (amount > 0), -- of each; millionths
  currency   CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expires_at DATETIME(3)  NOT NULL, -- first moment at which they are worth nothing
  created_at DATETIME(3)  NOT NULL,
  stopped_at DATETIME(3)  NULL,     -- those not redeemed are void
  KEY voucher_batch_tenant (tenant_id, id)
);

CREATE TABLE voucher (
  id          BIGINT      NOT NULL PRIMARY KEY,
  batch_id    BIGINT      NOT NULL,
  code_hash   BINARY(32)  NOT NULL, -- SHA-256; the code itself is shown once and kept nowhere
  tail        CHAR(4)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- its end, to tell them apart
  redeemed_by BIGINT      NULL,     -- the buyer
  redeemed_at DATETIME(3) NULL,
  posting_id  BIGINT      NULL,     -- of the top-up
  UNIQUE KEY voucher_code (code_hash),
  KEY voucher_batch (batch_id, id),
  CONSTRAINT voucher_redeemed CHECK ((redeemed_by IS NULL) = (redeemed_at IS NULL))
);

-- How a seller's clients pay it on the internet.
CREATE TABLE payment_account (
  tenant_id  BIGINT       NOT NULL PRIMARY KEY, -- the seller
  provider   VARCHAR(30)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  address    VARCHAR(500) NOT NULL, -- of the pay page
  merchant   VARCHAR(100) NOT NULL,
  secret     VARCHAR(200) NOT NULL, -- shared with the provider; signs both ways
  active     TINYINT      NOT NULL,
  changed_at DATETIME(3)  NOT NULL
);

CREATE TABLE payment (
  id         BIGINT       NOT NULL PRIMARY KEY,
  tenant_id  BIGINT       NOT NULL, -- the buyer
  seller_id  BIGINT       NOT NULL,
  provider   VARCHAR(30)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reference  CHAR(20)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- what we call it to the provider
  theirs     VARCHAR(100) NOT NULL DEFAULT '', -- what the provider calls it
  amount     BIGINT       NOT NULL CHECK (amount > 0),
  currency   CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state      VARCHAR(12)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  went_back  BIGINT       NOT NULL DEFAULT 0, -- refunds and chargebacks
  posting_id BIGINT       NOT NULL DEFAULT 0, -- of the top-up, 0 before it is paid
  problem    VARCHAR(30)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '', -- a person must look: "amount"
  created_by VARCHAR(190) NOT NULL,
  created_at DATETIME(3)  NOT NULL,
  expires_at DATETIME(3)  NOT NULL,
  changed_at DATETIME(3)  NOT NULL,
  UNIQUE KEY payment_reference (reference),
  KEY payment_tenant (tenant_id, id),
  KEY payment_seller (seller_id, id),
  KEY payment_open (state, expires_at),
  CONSTRAINT payment_back CHECK (went_back BETWEEN 0 AND amount)
);

-- What the provider has told of a payment, each thing once.
CREATE TABLE payment_event (
  payment_id  BIGINT       NOT NULL,
  event_id    VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- the provider's
  kind        VARCHAR(12)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount      BIGINT       NOT NULL,
  currency    CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  happened_at DATETIME(3)  NOT NULL,
  received_at DATETIME(3)  NOT NULL,
  posting_id  BIGINT       NOT NULL DEFAULT 0,
  PRIMARY KEY (payment_id, event_id)
);

-- What a buyer was asked to pay: a proforma, an invoice. Paid by bank transfer under its reference.
CREATE TABLE payment_demand (
  id            BIGINT       NOT NULL PRIMARY KEY,
  tenant_id     BIGINT       NOT NULL, -- the seller
  buyer_id      BIGINT       NOT NULL,
  reference     VARCHAR(60)  NOT NULL, -- as printed: "PF-2026-00017"
  reference_key VARCHAR(60)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- letters and digits alone
  amount        BIGINT       NOT NULL CHECK (amount > 0),
  currency      CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  paid          BIGINT       NOT NULL DEFAULT 0 CHECK (paid >= 0),
  document_id   BIGINT       NOT NULL DEFAULT 0,
  created_at    DATETIME(3)  NOT NULL,
  cancelled_at  DATETIME(3)  NULL,
  UNIQUE KEY payment_demand_reference (tenant_id, reference_key),
  KEY payment_demand_buyer (buyer_id, id)
);

-- Bank statements, ISO 20022 camt.053.
CREATE TABLE bank_statement (
  id           BIGINT       NOT NULL PRIMARY KEY,
  tenant_id    BIGINT       NOT NULL, -- whose account it is
  statement_no VARCHAR(40)  NOT NULL, -- the bank's
  account      VARCHAR(40)  NOT NULL, -- IBAN or another number
  currency     CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version      VARCHAR(20)  NOT NULL, -- "camt.053.001.08"
  entries      INT          NOT NULL,
  repeated     INT          NOT NULL, -- were there from an earlier file
  bad          INT          NOT NULL, -- could not be read
  imported_at  DATETIME(3)  NOT NULL,
  imported_by  VARCHAR(190) NOT NULL,
  KEY bank_statement_tenant (tenant_id, id)
);

CREATE TABLE bank_entry (
  id            BIGINT       NOT NULL PRIMARY KEY,
  tenant_id     BIGINT       NOT NULL,
  statement_id  BIGINT       NOT NULL,
  entry_no      INT          NOT NULL, -- in its statement, from 1
  entry_key     BINARY(32)   NOT NULL, -- SHA-256 of what makes it this entry: a repeat finds its row
  account       VARCHAR(40)  NOT NULL,
  amount        BIGINT       NOT NULL CHECK (amount > 0),
  currency      CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  credit        TINYINT      NOT NULL, -- money came
  reversal      TINYINT      NOT NULL, -- it takes an earlier entry back
  booked_on     DATE         NOT NULL,
  bank_ref      VARCHAR(80)  NOT NULL, -- the bank's number of it
  end_to_end    VARCHAR(80)  NOT NULL, -- the payer's number of it
  details       VARCHAR(500) NOT NULL, -- what the payer wrote
  payer         VARCHAR(140) NOT NULL,
  payer_account VARCHAR(40)  NOT NULL,
  state         VARCHAR(12)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL
                CHECK (state IN ('POSTED', 'UNMATCHED', 'SET_ASIDE')),
  reason        VARCHAR(30)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- why it is unmatched, or how it was matched
  note          VARCHAR(200) NOT NULL DEFAULT '', -- why it was set aside
  buyer_id      BIGINT       NOT NULL DEFAULT 0,
  demand_id     BIGINT       NOT NULL DEFAULT 0,
  original_id   BIGINT       NOT NULL DEFAULT 0, -- the entry that a reversal takes back
  posting_id    BIGINT       NOT NULL DEFAULT 0,
  UNIQUE KEY bank_entry_key (tenant_id, entry_key),
  KEY bank_entry_state (tenant_id, state, id),
  KEY bank_entry_statement (statement_id, entry_no),
  KEY bank_entry_original (original_id)
);

-- Whose bank account it is that money came from, once a person has said so.
CREATE TABLE bank_payer (
  tenant_id     BIGINT      NOT NULL,
  payer_account VARCHAR(40) NOT NULL,
  buyer_id      BIGINT      NOT NULL,
  PRIMARY KEY (tenant_id, payer_account)
);

-- Bundles of free units that a seller offers to its buyers.
CREATE TABLE bundle_offer (
  id         BIGINT       NOT NULL PRIMARY KEY,
  tenant_id  BIGINT       NOT NULL, -- the seller
  name       VARCHAR(100) NOT NULL,
  product    VARCHAR(30)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  units      INT          NOT NULL CHECK (units > 0),
  price      BIGINT       NOT NULL CHECK (price > 0), -- millionths
  currency   CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  days       INT          NOT NULL CHECK (days > 0), -- how long its units last
  created_at DATETIME(3)  NOT NULL,
  ended_at   DATETIME(3)  NULL, -- not sold any more
  KEY bundle_offer_tenant (tenant_id, id)
);

-- Mails on their way. Written with what they tell, sent afterwards.
CREATE TABLE mail (
  id         BIGINT        NOT NULL PRIMARY KEY,
  tenant_id  BIGINT        NOT NULL,
  recipient  VARCHAR(190)  NOT NULL,
  sender     VARCHAR(100)  NOT NULL, -- the brand's name
  subject    VARCHAR(200)  NOT NULL,
  body       VARCHAR(4000) NOT NULL,
  created_at DATETIME(3)   NOT NULL,
  next_at    DATETIME(3)   NULL, -- when it is tried again; NULL when it was sent or given up
  tries      INT           NOT NULL DEFAULT 0,
  sent_at    DATETIME(3)   NULL,
  problem    VARCHAR(200)  NOT NULL DEFAULT '',
  KEY mail_next (next_at),
  KEY mail_tenant (tenant_id, id)
);

-- How many crossings of the low-balance alert have been told by mail; those before now count as told.
ALTER TABLE wallet_alert ADD COLUMN mailed INT NOT NULL DEFAULT 0;
UPDATE wallet_alert SET mailed = crossings;
