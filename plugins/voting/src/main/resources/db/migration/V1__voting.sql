-- Votes that count. The unique key is the limit: a phone has as many slots in a window as it may
-- have votes, and each slot is taken once.
CREATE TABLE voting_ballot (
  message_id  BIGINT      NOT NULL PRIMARY KEY,
  campaign_id BIGINT      NOT NULL,
  phone       BIGINT      NOT NULL, -- the whole E.164 number
  window_key  BIGINT      NOT NULL, -- day, week, month … and the option where each has its own limit
  slot        BIGINT      NOT NULL,
  option_code VARCHAR(20) NOT NULL,
  received_at DATETIME(3) NOT NULL,
  UNIQUE KEY voting_ballot_slot (campaign_id, phone, window_key, slot)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Always the count of ballots: both are written in one transaction.
CREATE TABLE voting_tally (
  campaign_id BIGINT      NOT NULL,
  option_code VARCHAR(20) NOT NULL,
  votes       BIGINT      NOT NULL,
  PRIMARY KEY (campaign_id, option_code)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE voting_hour (
  campaign_id BIGINT      NOT NULL,
  hour        DATETIME    NOT NULL, -- UTC, start of the hour of receipt
  option_code VARCHAR(20) NOT NULL,
  votes       BIGINT      NOT NULL,
  PRIMARY KEY (campaign_id, hour, option_code)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Votes of the last minute, second by second, in a ring of sixty rows.
CREATE TABLE voting_tick (
  campaign_id BIGINT   NOT NULL,
  ring        SMALLINT NOT NULL,
  second      BIGINT   NOT NULL, -- since 1970
  votes       BIGINT   NOT NULL,
  PRIMARY KEY (campaign_id, ring)
);

-- Texts that did not count, by reason.
CREATE TABLE voting_void (
  campaign_id BIGINT      NOT NULL,
  reason      VARCHAR(20) NOT NULL,
  texts       BIGINT      NOT NULL,
  PRIMARY KEY (campaign_id, reason)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
