-- How fast a phone and this campaign talk to each other; two machines would never stop.
CREATE TABLE autoreply_pace (
  campaign_id BIGINT      NOT NULL,
  phone       BIGINT      NOT NULL,
  streak      INT         NOT NULL, -- messages in a row, each soon after the one before
  last_at     DATETIME(3) NOT NULL,
  PRIMARY KEY (campaign_id, phone)
);
