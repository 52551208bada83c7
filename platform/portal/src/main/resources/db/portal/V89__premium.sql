-- What subscribers pay for a text, who gets what of it, and how rents are prorated.

-- What a text to a number costs the subscriber from a day on. `number` itself says what holds today.
CREATE TABLE number_tariff (
  number_id BIGINT       NOT NULL REFERENCES number (id),
  from_day  DATE         NOT NULL, -- of the platform's time zone
  tariff    VARCHAR(10)  NOT NULL CHECK (tariff IN ('STANDARD', 'FREE', 'PREMIUM')),
  price     BIGINT       NOT NULL, -- millionths, taxes inside; 0 but for PREMIUM
  currency  CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  set_by    VARCHAR(190) NOT NULL,
  set_at    DATETIME(3)  NOT NULL,
  PRIMARY KEY (number_id, from_day),
  CONSTRAINT number_tariff_price CHECK (price = 0 OR tariff = 'PREMIUM' AND price > 0)
);

ALTER TABLE number
  ADD COLUMN mo_price    BIGINT  NOT NULL DEFAULT 0, -- what a PREMIUM text costs today; 0 until its price is set
  ADD COLUMN mo_currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ADD CONSTRAINT number_mo_price CHECK (mo_price = 0 OR tariff = 'PREMIUM' AND mo_price > 0);

-- What premium prices of a country may be, what is inside of them, and how its operators settle.
CREATE TABLE premium_rule (
  country            CHAR(2)      NOT NULL PRIMARY KEY,
  currency           CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  least              BIGINT       NOT NULL, -- millionths, taxes inside
  most               BIGINT       NOT NULL,
  vat                DECIMAL(7,4) NOT NULL, -- percent
  levy               DECIMAL(7,4) NOT NULL, -- percent: Ukraine's pension fund
  levy_base          VARCHAR(12)  NOT NULL CHECK (levy_base IN ('NET', 'NET_AND_VAT')),
  operator_share     DECIMAL(7,4) NOT NULL, -- percent of the net that stays with the operator
  payable_days       SMALLINT     NOT NULL, -- after the operator's statement was confirmed
  tolerance_permille SMALLINT     NOT NULL, -- a difference up to this, or up to
  tolerance_messages INT          NOT NULL, -- this many messages, is none
  CONSTRAINT premium_rule_range CHECK (0 < least AND least <= most),
  CONSTRAINT premium_rule_share CHECK (operator_share BETWEEN 0 AND 100)
);
INSERT INTO premium_rule VALUES ('UA', 'UAH', 1000000, 50000000, 20, 7.5, 'NET', 50, 45, 20, 5);

-- What a buyer gets of the net of its premium texts, all that is below it included.
CREATE TABLE premium_share (
  seller_id   BIGINT       NOT NULL,
  buyer_id    BIGINT       NOT NULL, -- 0: every buyer of that seller
  country     CHAR(2)      NOT NULL,
  from_period INT          NOT NULL, -- 202603, until the next row
  percent     DECIMAL(7,4) NOT NULL CHECK (percent BETWEEN 0 AND 100),
  PRIMARY KEY (seller_id, buyer_id, country, from_period)
);

-- Our own count of premium texts. Days are written anew until an operator's statement covers them.
CREATE TABLE premium_day (
  number_id BIGINT  NOT NULL,
  day       DATE    NOT NULL, -- of the platform's time zone
  link_id   BIGINT  NOT NULL,
  tenant_id BIGINT  NOT NULL,
  price     BIGINT  NOT NULL, -- of one text, millionths
  currency  CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  country   CHAR(2) NOT NULL,
  messages  BIGINT  NOT NULL CHECK (messages > 0),
  PRIMARY KEY (number_id, day, link_id, tenant_id, price),
  KEY premium_day_tenant (tenant_id, day),
  KEY premium_day_link (link_id, day)
);

-- What an operator says it has collected.
CREATE TABLE premium_statement (
  id            BIGINT       NOT NULL PRIMARY KEY,
  link_id       BIGINT       NOT NULL,
  period        INT          NOT NULL, -- 202603
  country       CHAR(2)      NOT NULL,
  currency      CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  file_name     VARCHAR(190) NOT NULL,
  sha256        BINARY(32)   NOT NULL,
  state         VARCHAR(10)  NOT NULL CHECK (state IN ('IMPORTED', 'CONFIRMED')),
  good_rows     INT          NOT NULL,
  bad_rows      INT          NOT NULL,
  gross         BIGINT       NOT NULL,
  vat           BIGINT       NOT NULL DEFAULT 0, -- from here on: once it is confirmed
  levy          BIGINT       NOT NULL DEFAULT 0,
  net           BIGINT       NOT NULL DEFAULT 0,
  operator_part BIGINT       NOT NULL DEFAULT 0,
  posting_id    BIGINT       NOT NULL DEFAULT 0,
  imported_by   VARCHAR(190) NOT NULL,
  imported_at   DATETIME(3)  NOT NULL,
  confirmed_at  DATETIME(3)  NULL,
  UNIQUE KEY premium_statement_file (link_id, period, sha256)
);

CREATE TABLE premium_statement_row (
  statement_id BIGINT NOT NULL REFERENCES premium_statement (id),
  number_id    BIGINT NOT NULL,
  day          DATE   NOT NULL,
  link_id      BIGINT NOT NULL,
  messages     BIGINT NOT NULL CHECK (messages >= 0),
  gross        BIGINT NOT NULL CHECK (gross >= 0),
  PRIMARY KEY (statement_id, number_id, day),
  UNIQUE KEY premium_statement_day (link_id, number_id, day) -- no day of a number is stated twice
);

-- Rows that did not go in, as they were.
CREATE TABLE premium_statement_fault (
  statement_id BIGINT       NOT NULL REFERENCES premium_statement (id),
  line         INT          NOT NULL,
  content      VARCHAR(200) NOT NULL,
  reason       VARCHAR(60)  NOT NULL, -- key of the text
  arguments    VARCHAR(300) NOT NULL, -- by tabs
  PRIMARY KEY (statement_id, line)
);

-- What a buyer gets from its seller for the texts of one number to one tenant.
CREATE TABLE premium_income (
  id           BIGINT      NOT NULL PRIMARY KEY,
  statement_id BIGINT      NOT NULL REFERENCES premium_statement (id),
  period       INT         NOT NULL,
  seller_id    BIGINT      NOT NULL, -- 0: the operators
  buyer_id     BIGINT      NOT NULL,
  number_id    BIGINT      NOT NULL,
  tenant_id    BIGINT      NOT NULL, -- who received the texts: the buyer or one below it
  messages     BIGINT      NOT NULL,
  gross        BIGINT      NOT NULL,
  amount       BIGINT      NOT NULL CHECK (amount >= 0),
  currency     CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state        VARCHAR(10) NOT NULL CHECK (state IN ('CONFIRMED', 'PAYABLE', 'PAID')),
  payable_on   DATE        NOT NULL,
  posting_id   BIGINT      NOT NULL, -- of its PREMIUM transfer
  payout_id    BIGINT      NOT NULL DEFAULT 0, -- of its PAYOUT transfer
  paid_at      DATETIME(3) NULL,
  UNIQUE KEY premium_income_once (statement_id, buyer_id, number_id, tenant_id),
  KEY premium_income_buyer (buyer_id, state, payable_on),
  KEY premium_income_seller (seller_id, state),
  KEY premium_income_due (state, payable_on),
  CONSTRAINT premium_income_paid CHECK ((state = 'PAID') = (paid_at IS NOT NULL))
);

-- How a month's rent is shared out over its days, and what becomes of it when the thing is given back.
-- A product without a row: by the days it has, nothing is given back.
CREATE TABLE rent_policy (
  product    VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  proration  VARCHAR(12) NOT NULL CHECK (proration IN ('NONE', 'DAILY_ACTUAL', 'DAILY_30')),
  on_release VARCHAR(12) NOT NULL CHECK (on_release IN ('KEEP', 'CREDIT'))
);
