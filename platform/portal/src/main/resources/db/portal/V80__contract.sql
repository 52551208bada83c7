-- Contracts between a seller and the resellers that buy from it. Times are UTC, ids are made by the application.

-- Which products a volume discount is about, by name; a version that was sent keeps its own copy.
CREATE TABLE product_group (
  seller_id BIGINT       NOT NULL,
  name      VARCHAR(30)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  products  VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- "sms.mt,sms.mo"
  PRIMARY KEY (seller_id, name)
);

-- One for each pair. The draft is what the next version may become; it may be changed and thrown away.
CREATE TABLE contract (
  id         BIGINT      NOT NULL PRIMARY KEY,
  seller_id  BIGINT      NOT NULL,
  buyer_id   BIGINT      NOT NULL,
  currency   CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- the buyer's, so the wallet's
  number     VARCHAR(40) NOT NULL,                                       -- as it is printed
  draft      LONGTEXT    NULL CHECK (draft IS NULL OR JSON_VALID(draft)),
  draft_mark INT         NOT NULL DEFAULT 0, -- grows with each change of the draft
  created_at DATETIME(3) NOT NULL,
  UNIQUE KEY contract_pair (seller_id, buyer_id),
  KEY contract_buyer (buyer_id),
  CONSTRAINT contract_parties CHECK (seller_id <> buyer_id)
);

-- What was sent to the other side, never changed afterwards: a change is the next version.
CREATE TABLE contract_version (
  contract_id BIGINT       NOT NULL,
  version     INT          NOT NULL CHECK (version >= 1),
  from_day    DATE         NOT NULL, -- as the terms say it; which version holds follows from all of them
  mode        ENUM('RESALE', 'AGENT_OWN_NAME', 'AGENT_PRINCIPAL_NAME') NOT NULL,
  terms       LONGTEXT     NOT NULL CHECK (JSON_VALID(terms)),
  sent_at     DATETIME(3)  NOT NULL,
  sent_by     VARCHAR(255) NOT NULL,
  PRIMARY KEY (contract_id, version),
  CONSTRAINT contract_version_of FOREIGN KEY (contract_id) REFERENCES contract (id)
);

CREATE TRIGGER contract_version_no_update BEFORE UPDATE ON contract_version FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'contract_version is append only: send another version';
CREATE TRIGGER contract_version_no_delete BEFORE DELETE ON contract_version FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'contract_version is append only: send another version';
