-- What is held is charged edge by edge: on submission, on the operator's acceptance or on delivery.

ALTER TABLE rated
  ADD COLUMN bill_on    ENUM('SUBMIT', 'SMSC_ACCEPT', 'DELIVERED') NOT NULL DEFAULT 'SMSC_ACCEPT',
  ADD COLUMN on_timeout ENUM('POST', 'RELEASE') NOT NULL DEFAULT 'RELEASE'; -- when nobody says anything in time

-- The month that a late charge or return belongs to, where that is not the month it is booked in: 202603.
-- What kinds there are says livery.billing.Transfer.Kind, which alone writes them.
ALTER TABLE transfer
  ADD COLUMN corrects_period INT NULL,
  MODIFY kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL CHECK (kind REGEXP '^[A-Z_]+$');

-- A part of a charge that was given back: parts that never arrived, days of a rent that was given up.
CREATE TABLE rated_return (
  event_id   BIGINT           NOT NULL,
  level      TINYINT UNSIGNED NOT NULL,
  posting_id BIGINT           NOT NULL, -- of the RETURN transfers
  quantity   INT              NOT NULL CHECK (quantity >= 0),
  amount     BIGINT           NOT NULL CHECK (amount > 0),
  PRIMARY KEY (event_id, level),        -- once
  KEY rated_return_posting (posting_id)
);

-- When a seller charges what it sells by the message; where no row holds, on the operator's acceptance.
CREATE TABLE bill_rule (
  id         BIGINT      NOT NULL PRIMARY KEY,
  seller_id  BIGINT      NOT NULL CHECK (seller_id >= 0), -- 0: the operators
  buyer_id   BIGINT      NOT NULL CHECK (buyer_id >= 0),  -- 0: every buyer of that seller
  product    VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  country    VARCHAR(2)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- '': any
  network    VARCHAR(40) NOT NULL,                                       -- '': any
  bill_on    ENUM('SUBMIT', 'SMSC_ACCEPT', 'DELIVERED') NOT NULL,
  on_timeout ENUM('POST', 'RELEASE') NOT NULL,
  valid_from DATETIME(3) NOT NULL,
  valid_to   DATETIME(3) NOT NULL, -- not included; 9999-12-31 while open
  PERIOD FOR validity (valid_from, valid_to),
  UNIQUE KEY bill_rule_validity
    (seller_id, buyer_id, product, country, network, validity WITHOUT OVERLAPS)
);
