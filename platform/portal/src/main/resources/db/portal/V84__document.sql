-- Legal details, and documents. Amounts are BIGINT millionths of the document's currency, times are UTC.

-- What a tenant puts on its documents; a document takes a copy.
CREATE TABLE requisites (
  tenant_id          BIGINT       NOT NULL PRIMARY KEY,
  legal_name         VARCHAR(160) NOT NULL,
  tax_number         VARCHAR(20)  NOT NULL DEFAULT '',
  vat_number         VARCHAR(20)  NOT NULL DEFAULT '',
  country            CHAR(2)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  postcode           VARCHAR(20)  NOT NULL DEFAULT '',
  city               VARCHAR(120) NOT NULL DEFAULT '',
  street             VARCHAR(120) NOT NULL DEFAULT '',
  bank               VARCHAR(120) NOT NULL DEFAULT '',
  bank_code          VARCHAR(20)  NOT NULL DEFAULT '',
  account            VARCHAR(42)  NOT NULL DEFAULT '',
  vat_payer          BOOLEAN      NOT NULL,
  vat_percent        DECIMAL(5,2) NOT NULL CHECK (vat_percent BETWEEN 0 AND 50),
  prices_include_vat BOOLEAN      NOT NULL,
  signatory          VARCHAR(120) NOT NULL DEFAULT '',
  position           VARCHAR(120) NOT NULL DEFAULT '',
  email              VARCHAR(190) NOT NULL DEFAULT '',
  phone              VARCHAR(30)  NOT NULL DEFAULT '',
  updated_at         DATETIME(3)  NOT NULL
);

-- How an issuer numbers one kind of document: "INV-2026-00042".
CREATE TABLE document_series (
  issuer_id BIGINT      NOT NULL,
  kind      VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  prefix    VARCHAR(30) NOT NULL,
  yearly    BOOLEAN     NOT NULL, -- the year stands in the number, and each begins at 1
  digits    TINYINT     NOT NULL CHECK (digits BETWEEN 1 AND 9),
  PRIMARY KEY (issuer_id, kind)
);

-- The last number given. It is changed in the transaction that issues the document, so there are no gaps.
CREATE TABLE document_counter (
  issuer_id BIGINT      NOT NULL,
  series    VARCHAR(60) NOT NULL, -- "INV-2026-"
  last      INT         NOT NULL CHECK (last >= 0),
  PRIMARY KEY (issuer_id, series)
);

-- A document. With a number it is issued and never changes; without one it is a draft.
CREATE TABLE document (
  id           BIGINT       NOT NULL PRIMARY KEY,
  kind         VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  issuer_id    BIGINT       NOT NULL,           -- who writes it
  recipient_id BIGINT       NOT NULL,           -- to whom
  seller_id    BIGINT       NOT NULL,           -- the edge whose money it is about
  buyer_id     BIGINT       NOT NULL,
  issue_key    VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- what it is issued for, once
  version      INT          NOT NULL DEFAULT 1,
  corrects_id  BIGINT       NULL,               -- the version before
  refers_to    BIGINT       NULL,               -- the invoice that a credit note is about, the report of a commission
  period       INT          NOT NULL DEFAULT 0, -- 202603; 0 for none
  from_day     DATE         NULL,
  to_day       DATE         NULL,               -- included
  series       VARCHAR(60)  NULL,
  sequence     INT          NULL,               -- NULL: a draft
  number       VARCHAR(70)  NULL,
  issued_on    DATE         NULL,
  due_on       DATE         NULL,
  object_days  INT          NOT NULL DEFAULT 0, -- the recipient may object so long after it was sent; 0: it need not agree
  language     CHAR(2)      NOT NULL,
  currency     CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  net          BIGINT       NOT NULL,
  tax          BIGINT       NOT NULL,
  gross        BIGINT       NOT NULL,
  prepaid      BIGINT       NOT NULL DEFAULT 0, -- paid when it was issued
  ledger       BIGINT       NOT NULL DEFAULT 0, -- the transfers behind it, to the millionth
  balance      BIGINT       NULL,               -- of the buyer's wallet at the end of the period
  sheet        MEDIUMTEXT   NOT NULL,           -- all that is printed, as JSON
  hash         BINARY(32)   NOT NULL,           -- SHA-256 of the sheet
  created_by   VARCHAR(190) NOT NULL,           -- empty: by the calendar
  created_at   DATETIME(3)  NOT NULL,
  UNIQUE KEY document_issue (issue_key),
  UNIQUE KEY document_sequence (issuer_id, series, sequence),
  UNIQUE KEY document_number (issuer_id, number),
  KEY document_recipient (recipient_id, id),
  KEY document_issuer (issuer_id, id),
  KEY document_edge (seller_id, buyer_id, kind, period),
  KEY document_refers (refers_to),
  CONSTRAINT document_sum CHECK (net + tax = gross AND net >= 0 AND tax >= 0),
  CONSTRAINT document_issued CHECK ((sequence IS NULL) = (number IS NULL AND issued_on IS NULL))
);

-- The lines. They are written before their document, so that nothing can be added afterwards.
CREATE TABLE document_line (
  document_id BIGINT         NOT NULL,
  line_no     INT            NOT NULL,
  client_id   BIGINT         NOT NULL DEFAULT 0, -- of an agent's report
  product     VARCHAR(30)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  country     VARCHAR(2)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  unit_price  DECIMAL(20,10) NULL,               -- NULL where many made the amount
  quantity    BIGINT         NOT NULL,
  ledger      BIGINT         NOT NULL,           -- exact
  net         BIGINT         NOT NULL,           -- rounded once
  tax         BIGINT         NOT NULL,
  refers_line INT            NULL,               -- of the document that is credited
  text        VARCHAR(300)   NOT NULL DEFAULT '',
  PRIMARY KEY (document_id, line_no)
);

CREATE TRIGGER document_no_update BEFORE UPDATE ON document FOR EACH ROW
BEGIN
  IF OLD.sequence IS NOT NULL THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'document is issued: correct it by another one';
  END IF;
END;
CREATE TRIGGER document_no_delete BEFORE DELETE ON document FOR EACH ROW
BEGIN
  IF OLD.sequence IS NOT NULL THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'document is issued: correct it by another one';
  END IF;
END;
CREATE TRIGGER document_line_no_insert BEFORE INSERT ON document_line FOR EACH ROW
BEGIN
  IF EXISTS (SELECT 1 FROM document d WHERE d.id = NEW.document_id AND d.sequence IS NOT NULL) THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'document is issued: correct it by another one';
  END IF;
END;
CREATE TRIGGER document_line_no_update BEFORE UPDATE ON document_line FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'lines of documents are not changed';
CREATE TRIGGER document_line_no_delete BEFORE DELETE ON document_line FOR EACH ROW
BEGIN
  IF EXISTS (SELECT 1 FROM document d WHERE d.id = OLD.document_id AND d.sequence IS NOT NULL) THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'document is issued: correct it by another one';
  END IF;
END;

-- How a document stands: what people did with it, and what of it is paid.
CREATE TABLE document_state (
  document_id BIGINT      NOT NULL PRIMARY KEY,
  state       VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sent_at     DATETIME(3) NULL,
  object_by   DATETIME(3) NULL,               -- first moment at which it is deemed accepted
  changed_at  DATETIME(3) NOT NULL,
  credited    BIGINT      NOT NULL DEFAULT 0, -- by credit notes
  covered     BIGINT      NOT NULL DEFAULT 0, -- by money in the buyer's wallet, prepaid included
  paid        BIGINT      NOT NULL DEFAULT 0, -- otherwise
  open        BIGINT      NOT NULL DEFAULT 0, -- left to pay
  KEY document_state_clock (state, object_by),
  CONSTRAINT document_state_amounts CHECK (credited >= 0 AND covered >= 0 AND paid >= 0 AND open >= 0)
);

-- Who did what with a document.
CREATE TABLE document_event (
  id          BIGINT        NOT NULL PRIMARY KEY,
  document_id BIGINT        NOT NULL,
  at          DATETIME(3)   NOT NULL,
  tenant_id   BIGINT        NOT NULL, -- whose person did it; 0: the calendar
  actor       VARCHAR(190)  NOT NULL,
  state       VARCHAR(20)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- afterwards
  detail      VARCHAR(1000) NOT NULL DEFAULT '',
  KEY document_event_document (document_id, id)
);

-- Money that came for a document beside the buyer's wallet.
CREATE TABLE document_payment (
  id          BIGINT       NOT NULL PRIMARY KEY,
  document_id BIGINT       NOT NULL,
  amount      BIGINT       NOT NULL CHECK (amount > 0),
  paid_on     DATE         NOT NULL,
  reference   VARCHAR(190) NOT NULL,
  idem_key    VARCHAR(100) NOT NULL,
  actor       VARCHAR(190) NOT NULL,
  at          DATETIME(3)  NOT NULL,
  UNIQUE KEY document_payment_key (document_id, idem_key)
);

-- What a document looked like as a file: every later copy is the same, byte by byte.
CREATE TABLE document_file (
  document_id BIGINT      NOT NULL,
  format      VARCHAR(4)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  length      INT         NOT NULL,
  hash        BINARY(32)  NOT NULL,
  rendered_at DATETIME(3) NOT NULL,
  PRIMARY KEY (document_id, format)
);

-- The marks that stand on documents, each once.
CREATE TABLE document_logo (
  hash  BINARY(32)  NOT NULL PRIMARY KEY,
  type  VARCHAR(20) NOT NULL,
  bytes MEDIUMBLOB  NOT NULL
);

CREATE TRIGGER document_event_no_update BEFORE UPDATE ON document_event FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'document_event is append only';
CREATE TRIGGER document_event_no_delete BEFORE DELETE ON document_event FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'document_event is append only';
CREATE TRIGGER document_payment_no_update BEFORE UPDATE ON document_payment FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'document_payment is append only';
CREATE TRIGGER document_payment_no_delete BEFORE DELETE ON document_payment FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'document_payment is append only';
CREATE TRIGGER document_file_no_update BEFORE UPDATE ON document_file FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'document_file is append only';
CREATE TRIGGER document_file_no_delete BEFORE DELETE ON document_file FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'document_file is append only';
CREATE TRIGGER document_logo_no_update BEFORE UPDATE ON document_logo FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'document_logo is append only';
CREATE TRIGGER document_logo_no_delete BEFORE DELETE ON document_logo FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'document_logo is append only';

-- A seller's documents of a month. Refunds and volume settlements posted from the cut-off before to this one
-- are in them, so that each is documented once.
CREATE TABLE document_run (
  seller_id  BIGINT       NOT NULL,
  period     INT          NOT NULL,
  since_at   DATETIME(3)  NULL,     -- the cut-off of the month before; NULL for the first
  cutoff_at  DATETIME(3)  NOT NULL,
  state      ENUM('RUNNING', 'DONE') NOT NULL,
  done       INT          NOT NULL DEFAULT 0, -- buyers
  total      INT          NOT NULL DEFAULT 0,
  started_by VARCHAR(190) NOT NULL,
  started_at DATETIME(3)  NOT NULL,
  ended_at   DATETIME(3)  NULL,
  PRIMARY KEY (seller_id, period)
);

-- How an issuer wants its documents.
CREATE TABLE document_rule (
  issuer_id BIGINT  NOT NULL PRIMARY KEY,
  issue_day TINYINT NOT NULL CHECK (issue_day BETWEEN 0 AND 28), -- of the next month; 0: by hand
  due_days  TINYINT UNSIGNED NOT NULL CHECK (due_days <= 180),
  send      BOOLEAN NOT NULL -- mail them as they are issued
);

-- A credit note that a person writes gives money back; the kinds are those of livery.billing.Transfer.
ALTER TABLE transfer MODIFY kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
  CHECK (kind REGEXP '^[A-Z_]+$');
