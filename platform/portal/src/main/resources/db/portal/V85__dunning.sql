-- Mail with documents, and reminders of what is late.

-- A document that was sent by mail, or is to be.
CREATE TABLE document_mail (
  document_id BIGINT        NOT NULL PRIMARY KEY,
  recipient   VARCHAR(190)  NOT NULL,
  state       VARCHAR(10)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL
              CHECK (state IN ('WAITING', 'SENT', 'FAILED')),
  tries       INT           NOT NULL DEFAULT 0,
  next_at     DATETIME(3)   NOT NULL, -- not tried before
  sent_at     DATETIME(3)   NULL,
  failure     VARCHAR(500)  NOT NULL DEFAULT '',
  KEY document_mail_waiting (state, next_at)
);

-- Whether an issuer reminds, and of how much.
CREATE TABLE dunning_rule (
  issuer_id BIGINT  NOT NULL PRIMARY KEY,
  active    BOOLEAN NOT NULL,
  least     BIGINT  NOT NULL CHECK (least >= 0) -- millionths: less than that is not reminded of
);

-- When: so many days after the last day to pay.
CREATE TABLE dunning_level (
  issuer_id BIGINT      NOT NULL,
  level     TINYINT     NOT NULL CHECK (level BETWEEN 1 AND 5),
  days      INT         NOT NULL CHECK (days BETWEEN 1 AND 365),
  tone      VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (issuer_id, level)
);

-- The highest level at which an invoice was reminded of.
CREATE TABLE dunning_step (
  document_id BIGINT  NOT NULL PRIMARY KEY, -- the invoice
  level       TINYINT NOT NULL,
  letter_id   BIGINT  NOT NULL
);
