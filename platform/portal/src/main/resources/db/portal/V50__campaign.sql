CREATE TABLE campaign (
  id         BIGINT       NOT NULL PRIMARY KEY,
  tenant_id  BIGINT       NOT NULL,
  name       VARCHAR(120) NOT NULL,
  type       VARCHAR(40)  NOT NULL, -- the CampaignType's id
  number_id  BIGINT       NULL,
  settings   JSON         NOT NULL,
  time_zone  VARCHAR(40)  NOT NULL,
  state      VARCHAR(10)  NOT NULL CHECK (state IN ('DRAFT', 'RUNNING', 'PAUSED', 'ENDED')),
  starts_at  DATETIME(3)  NOT NULL,
  ends_at    DATETIME(3)  NULL,
  created_at DATETIME(3)  NOT NULL,
  KEY campaign_tenant (tenant_id, id)
);

-- Campaigns that wait for the next text of a phone on a number.
CREATE TABLE dialogue (
  number_id   BIGINT      NOT NULL,
  phone       VARCHAR(21) NOT NULL,
  tenant_id   BIGINT      NOT NULL,
  campaign_id BIGINT      NOT NULL,
  topic       VARCHAR(60) NOT NULL, -- what the campaign wants to know when the answer comes
  message_id  BIGINT      NOT NULL, -- the text on which it asked
  until_at    DATETIME(3) NOT NULL,
  PRIMARY KEY (number_id, phone),
  KEY dialogue_until (until_at)
);
