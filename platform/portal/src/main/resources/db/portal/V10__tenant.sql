-- The tree of tenants, the people in it, their brands, keys and the audit log.
CREATE TABLE id_block (
  name    VARCHAR(32) NOT NULL PRIMARY KEY,
  next_id BIGINT      NOT NULL
);

CREATE TABLE tenant (
  id         BIGINT       NOT NULL PRIMARY KEY,
  parent_id  BIGINT       NULL REFERENCES tenant (id),
  kind       VARCHAR(10)  NOT NULL CHECK (kind IN ('PLATFORM', 'RESELLER', 'CLIENT')),
  name       VARCHAR(120) NOT NULL,
  path       VARCHAR(190) NOT NULL UNIQUE, -- '/1/7/12/': ids from the root down to this tenant
  state      VARCHAR(10)  NOT NULL DEFAULT 'ACTIVE' CHECK (state IN ('ACTIVE', 'SUSPENDED')),
  currency   CHAR(3)      NOT NULL,
  time_zone  VARCHAR(40)  NOT NULL,
  language   CHAR(2)      NOT NULL,
  country    CHAR(2)      NOT NULL,
  created_at DATETIME(3)  NOT NULL,
  KEY tenant_parent (parent_id)
);

CREATE TABLE app_user (
  id              BIGINT       NOT NULL PRIMARY KEY,
  tenant_id       BIGINT       NOT NULL REFERENCES tenant (id),
  email           VARCHAR(190) NOT NULL,
  name            VARCHAR(120) NOT NULL,
  password_hash   VARCHAR(200) NOT NULL,
  role            VARCHAR(10)  NOT NULL CHECK (role IN ('OWNER', 'MANAGER', 'FINANCE', 'VIEWER')),
  language        CHAR(2)      NOT NULL,
  state           VARCHAR(10)  NOT NULL DEFAULT 'ACTIVE' CHECK (state IN ('ACTIVE', 'SUSPENDED')),
  must_change     BOOLEAN      NOT NULL DEFAULT FALSE, -- signs in with a password that somebody else has seen
  sessions_from   DATETIME(3)  NULL, -- sessions begun before this are over
  last_sign_in_at DATETIME(3)  NULL,
  created_at      DATETIME(3)  NOT NULL,
  UNIQUE KEY app_user_tenant (tenant_id, email), -- one person may belong to several tenants
  KEY app_user_email (email)
);

CREATE TABLE brand (
  tenant_id  BIGINT       NOT NULL PRIMARY KEY REFERENCES tenant (id),
  name       VARCHAR(60)  NOT NULL,
  theme      VARCHAR(30)  NOT NULL, -- the theme jar's id: base, acme, nova
  footer     VARCHAR(400) NOT NULL DEFAULT '',
  support    VARCHAR(190) NOT NULL DEFAULT '',
  languages  VARCHAR(30)  NOT NULL DEFAULT 'en,uk,ru',
  colour     VARCHAR(7)   NOT NULL DEFAULT '', -- '#0b3d91'; empty: the theme's own
  accent     VARCHAR(7)   NOT NULL DEFAULT '',
  logo       MEDIUMBLOB   NULL,                -- instead of the theme's mark
  logo_type  VARCHAR(20)  NULL,
  logo_hash  CHAR(16)     NOT NULL DEFAULT ''
);

CREATE TABLE brand_host (
  host      VARCHAR(190) NOT NULL PRIMARY KEY,
  tenant_id BIGINT       NOT NULL REFERENCES tenant (id),
  live      BOOLEAN      NOT NULL DEFAULT TRUE -- FALSE: asked for, the platform has not agreed yet
);

CREATE TABLE api_key (
  id           BIGINT       NOT NULL PRIMARY KEY,
  tenant_id    BIGINT       NOT NULL REFERENCES tenant (id),
  name         VARCHAR(60)  NOT NULL,
  prefix       CHAR(12)     NOT NULL UNIQUE, -- shown in lists, found by it
  hash         BINARY(32)   NOT NULL,        -- SHA-256 of the whole key
  scopes       VARCHAR(400) NOT NULL,
  created_by   BIGINT       NOT NULL,
  created_at   DATETIME(3)  NOT NULL,
  expires_at   DATETIME(3)  NULL,
  last_used_at DATETIME(3)  NULL,
  revoked_at   DATETIME(3)  NULL,
  KEY api_key_tenant (tenant_id)
);

CREATE TABLE audit (
  id        BIGINT       NOT NULL PRIMARY KEY,
  tenant_id BIGINT       NOT NULL,
  home_id   BIGINT       NOT NULL, -- the tenant that the actor belongs to: tenant_id or one above it
  user_id   BIGINT       NOT NULL, -- 0 for an API key
  actor     VARCHAR(190) NOT NULL, -- who, as people read it
  at        DATETIME(3)  NOT NULL,
  action    VARCHAR(60)  NOT NULL, -- "campaign.start"
  subject   VARCHAR(60)  NOT NULL, -- "campaign 42"
  detail    TEXT         NOT NULL,
  KEY audit_tenant (tenant_id, id)
);

CREATE TABLE idempotency_key (
  tenant_id  BIGINT       NOT NULL,
  idem_key   VARCHAR(100) NOT NULL,
  request    BINARY(32)   NOT NULL, -- SHA-256 of method, path and body
  status     INT          NULL,     -- NULL while the first call is still under way
  location   VARCHAR(300) NULL,
  body       MEDIUMTEXT   NULL,     -- NULL where the answer held a secret, which is shown once
  created_at DATETIME(3)  NOT NULL,
  PRIMARY KEY (tenant_id, idem_key),
  KEY idempotency_key_age (created_at)
);
