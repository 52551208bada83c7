-- How fast a phone and this campaign talk to each other; two machines would never stop.
CREATE TABLE autoreply_pace (
  campaign_id BIGINT      NOT NULL,
  phone       BIGINT      NOT NULL,
  streak      INT         NOT NULL, -- messages in a row, each soon after the one before
  last_at     DATETIME(3) NOT NULL,
  PRIMARY KEY (campaign_id, phone)
);

-- What people answered to a campaign's question.
CREATE TABLE autoreply_answer (
  campaign_id BIGINT      NOT NULL,
  message_id  BIGINT      NOT NULL,
  phone       VARCHAR(21) NOT NULL,
  text        TEXT        NOT NULL,
  received_at DATETIME(3) NOT NULL,
  PRIMARY KEY (campaign_id, message_id)
);
