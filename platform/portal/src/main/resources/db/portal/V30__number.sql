-- Numbers in stock, who rents them, and the keywords on them.
CREATE TABLE number (
  id           BIGINT      NOT NULL PRIMARY KEY,
  country      CHAR(2)     NOT NULL,
  digits       VARCHAR(15) NOT NULL, -- E.164 without "+", or the short code
  kind         VARCHAR(10) NOT NULL CHECK (kind IN ('SHORT', 'LONG')),
  tier         VARCHAR(10) NOT NULL DEFAULT 'ORDINARY' CHECK (tier IN ('ORDINARY', 'GOLDEN')),
  tariff       VARCHAR(10) NOT NULL DEFAULT 'STANDARD' CHECK (tariff IN ('STANDARD', 'FREE', 'PREMIUM')),
  shared       BOOLEAN     NOT NULL DEFAULT FALSE, -- keywords of several tenants
  state        VARCHAR(12) NOT NULL DEFAULT 'STOCK' CHECK (state IN ('STOCK', 'RENTED', 'QUARANTINE')),
  tenant_id    BIGINT      NULL,     -- who rents it now; NULL in stock and for shared numbers
  rented_at    DATETIME(3) NULL,
  quarantine_until DATETIME(3) NULL,
  created_at   DATETIME(3) NOT NULL,
  UNIQUE KEY number_digits (country, digits),
  KEY number_tenant (tenant_id)
);

CREATE TABLE number_link ( -- the operators that serve a number
  number_id BIGINT NOT NULL REFERENCES number (id),
  link_id   BIGINT NOT NULL,
  PRIMARY KEY (number_id, link_id)
);

CREATE TABLE keyword (
  id          BIGINT      NOT NULL PRIMARY KEY,
  tenant_id   BIGINT      NOT NULL,
  number_id   BIGINT      NOT NULL REFERENCES number (id),
  campaign_id BIGINT      NOT NULL,
  word        VARCHAR(50) NULL,     -- as written; NULL is the catch-all of the number
  match_type  VARCHAR(12) NOT NULL DEFAULT 'FIRST_WORD' CHECK (match_type IN ('FIRST_WORD', 'ONLY_WORD')),
  created_at  DATETIME(3) NOT NULL,
  released_at DATETIME(3) NULL,     -- given up; the row stays for reports
  KEY keyword_number (number_id),
  KEY keyword_campaign (campaign_id),
  KEY keyword_tenant (tenant_id)
);

CREATE TABLE keyword_form ( -- the word and its aliases, folded; no two may meet on one number
  number_id  BIGINT      NOT NULL,
  folded     VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL, -- '' for the catch-all
  keyword_id BIGINT      NOT NULL REFERENCES keyword (id),
  written    VARCHAR(50) NOT NULL,
  held_until DATETIME(3) NULL, -- given up on a shared number: nobody else may take the word before
  PRIMARY KEY (number_id, folded),
  KEY keyword_form_keyword (keyword_id)
);
