-- Regular reports by mail: who gets which, and from which day on the next one tells.
CREATE TABLE digest (
  id        BIGINT       NOT NULL PRIMARY KEY,
  tenant_id BIGINT       NOT NULL,
  user_id   BIGINT       NOT NULL, -- who gets it
  every     VARCHAR(5)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL
            CHECK (every IN ('DAY', 'WEEK', 'MONTH')),
  since     DATE         NOT NULL, -- first day of the period that is told next
  due_at    DATETIME(3)  NOT NULL, -- when it is told
  address   VARCHAR(300) NOT NULL, -- of the portal, as the person had it who asked for this
  stop_code CHAR(32)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- in the mails: ends it without a sign-in
  made_by   VARCHAR(190) NOT NULL,
  made_at   DATETIME(3)  NOT NULL,
  UNIQUE KEY digest_user (user_id, every),
  UNIQUE KEY digest_stop (stop_code),
  KEY digest_tenant (tenant_id, id),
  KEY digest_due (due_at)
);

-- A mail may carry a file and say how to get no more of its kind.
ALTER TABLE mail
  ADD COLUMN stop      VARCHAR(400) NOT NULL DEFAULT '', -- address that ends such mails with one POST (RFC 8058)
  ADD COLUMN file_name VARCHAR(100) NOT NULL DEFAULT '',
  ADD COLUMN file      MEDIUMBLOB   NULL;                -- a CSV, until it is sent
