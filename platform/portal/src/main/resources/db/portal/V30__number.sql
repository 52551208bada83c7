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
  KEY number_tenant (tenant_id),
  KEY number_state (state, country),
  CONSTRAINT number_long_is_standard CHECK (kind = 'SHORT' OR tariff = 'STANDARD')
);

-- What a number of a country may look like and cost the subscriber. '': every country without a row.
CREATE TABLE number_rule (
  country         CHAR(2)      NOT NULL,
  kind            VARCHAR(10)  NOT NULL CHECK (kind IN ('SHORT', 'LONG')),
  least_digits    SMALLINT     NOT NULL,
  most_digits     SMALLINT     NOT NULL,
  pattern         VARCHAR(120) NOT NULL DEFAULT '[0-9]+', -- regular expression over all digits
  tariffs         VARCHAR(40)  NOT NULL, -- 'STANDARD,FREE,PREMIUM'
  quarantine_days SMALLINT     NOT NULL DEFAULT 90,
  PRIMARY KEY (country, kind)
);

-- Lengths of short codes as in Android's sms_short_codes.xml; Ukraine as its operators offer them.
-- A long number is E.164; that it begins with its country's code is checked by libphonenumber.
INSERT INTO number_rule (country, kind, least_digits, most_digits, pattern, tariffs) VALUES
  ('',   'SHORT', 3, 8,  '[0-9]+',      'STANDARD,FREE,PREMIUM'),
  ('',   'LONG',  7, 15, '[1-9][0-9]+', 'STANDARD'),
  ('UA', 'SHORT', 3, 6,  '[0-9]+',      'STANDARD,FREE,PREMIUM'),
  ('GB', 'SHORT', 4, 6,  '[0-9]+',      'STANDARD,FREE,PREMIUM'),
  ('DE', 'SHORT', 4, 5,  '[0-9]+',      'STANDARD,FREE,PREMIUM'),
  ('US', 'SHORT', 5, 6,  '[1-9][0-9]+', 'STANDARD,FREE,PREMIUM');

CREATE TABLE number_link ( -- the operators that serve a number
  number_id BIGINT NOT NULL REFERENCES number (id),
  link_id   BIGINT NOT NULL,
  PRIMARY KEY (number_id, link_id)
);

-- How large the operators of a country are, so that a short code's reach can be told.
CREATE TABLE network_share (
  country  CHAR(2)     NOT NULL,
  network  VARCHAR(60) NOT NULL, -- as in smpp_link.network
  permille SMALLINT    NOT NULL CHECK (permille BETWEEN 0 AND 1000),
  PRIMARY KEY (country, network)
);

CREATE TABLE keyword (
  id          BIGINT      NOT NULL PRIMARY KEY,
  tenant_id   BIGINT      NOT NULL,
  number_id   BIGINT      NOT NULL REFERENCES number (id),
  campaign_id BIGINT      NOT NULL,
  word        VARCHAR(50) NULL,     -- as written; NULL is the catch-all of the number
  match_type  VARCHAR(12) NOT NULL DEFAULT 'FIRST_WORD' CHECK (match_type IN ('FIRST_WORD', 'ONLY_WORD')),
  interrupts  BOOLEAN     NOT NULL DEFAULT FALSE, -- goes before a campaign that waits for an answer
  created_at  DATETIME(3) NOT NULL,
  released_at DATETIME(3) NULL,     -- given up; the row stays for reports
  KEY keyword_number (number_id),
  KEY keyword_campaign (campaign_id),
  KEY keyword_tenant (tenant_id)
);

CREATE TABLE keyword_form ( -- the word and its aliases, folded; no two may meet on one number
  number_id  BIGINT      NOT NULL,
  folded     VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL, -- '' for the catch-all
  keyword_id BIGINT      NOT NULL REFERENCES keyword (id),
  written    VARCHAR(50) NOT NULL,
  held_until DATETIME(3) NULL, -- given up on a shared number: nobody else may take the word before
  PRIMARY KEY (number_id, folded),
  KEY keyword_form_keyword (keyword_id)
);
