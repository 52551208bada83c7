-- What operators handed over, as it came. Written before the acknowledgement, never changed.
CREATE TABLE inbox (
  id           BIGINT       NOT NULL PRIMARY KEY,
  link_id      BIGINT       NOT NULL,
  operator_ref VARCHAR(65)  NULL,     -- the operator's own id of the message, where it sends one
  fingerprint  BIGINT       NOT NULL, -- of source, destination, content and reference
  source       VARCHAR(21)  NOT NULL,
  destination  VARCHAR(21)  NOT NULL,
  text         TEXT         NOT NULL,
  data_coding  SMALLINT     NOT NULL,
  raw          MEDIUMBLOB   NOT NULL, -- user data octets of all parts, without their headers
  parts        SMALLINT     NOT NULL,
  partial      BOOLEAN      NOT NULL DEFAULT FALSE,
  received_at  DATETIME(3)  NOT NULL,
  UNIQUE KEY inbox_operator_ref (link_id, operator_ref),
  KEY inbox_link (link_id, id)
);

-- Parts that wait for the rest of their message.
CREATE TABLE inbox_part (
  link_id      BIGINT       NOT NULL,
  source       VARCHAR(21)  NOT NULL,
  destination  VARCHAR(21)  NOT NULL,
  reference    INT          NOT NULL,
  total        SMALLINT     NOT NULL,
  part         SMALLINT     NOT NULL,
  operator_ref VARCHAR(65)  NULL,
  data_coding  SMALLINT     NOT NULL,
  raw          BLOB         NOT NULL,
  text         TEXT         NOT NULL,
  received_at  DATETIME(3)  NOT NULL,
  PRIMARY KEY (link_id, source, destination, reference, total, part),
  KEY inbox_part_received (received_at)
);

-- Long messages that became whole within the last hour, so that a part that comes again is known.
CREATE TABLE inbox_joined (
  link_id      BIGINT         NOT NULL,
  source       VARCHAR(21)    NOT NULL,
  destination  VARCHAR(21)    NOT NULL,
  reference    INT            NOT NULL,
  total        SMALLINT       NOT NULL,
  fingerprints VARBINARY(2040) NOT NULL, -- of its parts, eight octets each
  joined_at    DATETIME(3)    NOT NULL,
  PRIMARY KEY (link_id, source, destination, reference, total),
  KEY inbox_joined_at (joined_at)
);

-- A message as its tenant sees it, in both directions. An incoming one has the id of its inbox row,
-- so that it can be decided only once. Ids grow with received_at, within minutes: lists are in the
-- order of ids, and a period is looked for as a range of ids (livery.message.IdsByTime).
CREATE TABLE message (
  id           BIGINT       NOT NULL PRIMARY KEY,
  tenant_id    BIGINT       NOT NULL,
  direction    CHAR(3)      NOT NULL CHECK (direction IN ('IN', 'OUT')),
  number_id    BIGINT       NOT NULL, -- 0: a number that is not ours
  number       VARCHAR(21)  NOT NULL,
  phone        VARCHAR(21)  NOT NULL,
  text         TEXT         NOT NULL,
  alphabet     CHAR(4)      NOT NULL CHECK (alphabet IN ('GSM7', 'UCS2')),
  parts        SMALLINT     NOT NULL,
  link_id      BIGINT       NOT NULL,
  campaign_id  BIGINT       NULL,
  reply_to     BIGINT       NULL,     -- OUT: the incoming message that it answers
  state        VARCHAR(12)  NOT NULL,
      -- IN: DONE, UNCLAIMED, REFUSED, PARKED, OPT_OUT. OUT: QUEUED, SENT, DELIVERED, FAILED, REFUSED, EXPIRED
  reason       VARCHAR(60)  NULL,     -- why REFUSED, PARKED, FAILED: "no-money", "blocked", "plugin: …"
  rule         VARCHAR(80)  NOT NULL, -- which rule took it: "keyword VOTE", "catch-all", "opt-out"
  label        VARCHAR(40)  NOT NULL, -- the plugin's outcome
  note         VARCHAR(200) NOT NULL,
  price_micros BIGINT       NOT NULL, -- what the tenant pays for all parts
  currency     CHAR(3)      NOT NULL,
  free         BOOLEAN      NOT NULL DEFAULT FALSE, -- nobody pays: the answers to STOP, START, HELP
  resent       BOOLEAN      NOT NULL DEFAULT FALSE, -- sent again, the operator's first answer was never seen
  attempts     SMALLINT     NOT NULL DEFAULT 0,
  received_at  DATETIME(3)  NOT NULL, -- IN: taken over; OUT: accepted for sending
  decided_at   DATETIME(3)  NOT NULL,
  sent_at      DATETIME(3)  NULL,
  done_at      DATETIME(3)  NULL,
  KEY message_tenant (tenant_id, id),
  KEY message_phone (tenant_id, phone, id),
  KEY message_campaign (tenant_id, campaign_id, id),
  KEY message_state (tenant_id, state, id),
  KEY message_reply (reply_to)
);

-- What the operator answered for each part of a sent message, and its receipt.
CREATE TABLE message_part (
  message_id   BIGINT      NOT NULL,
  part         SMALLINT    NOT NULL,
  link_id      BIGINT      NOT NULL,
  operator_ref VARCHAR(65) NULL,
  status       INT         NOT NULL, -- command_status of submit_sm_resp; -1 no answer
  submitted_at DATETIME(3) NOT NULL,
  answered_at  DATETIME(3) NOT NULL,
  receipt      VARCHAR(12) NULL,     -- DELIVERED, FAILED, EXPIRED, ACCEPTED
  receipt_error VARCHAR(10) NULL,
  receipt_at   DATETIME(3) NULL,
  PRIMARY KEY (message_id, part),
  KEY message_part_ref (link_id, operator_ref)
);

-- Receipts that came before the operator's answer, or for nothing that we sent.
CREATE TABLE receipt_waiting (
  id           BIGINT      NOT NULL PRIMARY KEY,
  link_id      BIGINT      NOT NULL,
  operator_ref VARCHAR(65) NOT NULL,
  receipt      VARCHAR(12) NOT NULL,
  error        VARCHAR(10) NULL,
  received_at  DATETIME(3) NOT NULL,
  KEY receipt_waiting_ref (link_id, operator_ref)
);

-- People who said STOP.
CREATE TABLE opt_out (
  tenant_id  BIGINT      NOT NULL,
  phone      VARCHAR(21) NOT NULL,
  message_id BIGINT      NULL,
  created_at DATETIME(3) NOT NULL,
  PRIMARY KEY (tenant_id, phone),
  KEY opt_out_created (tenant_id, created_at)
);

-- Counts for dashboards, one upsert for each key and batch.
CREATE TABLE traffic_hour (
  tenant_id    BIGINT      NOT NULL,
  hour         DATETIME    NOT NULL, -- UTC, start of the hour
  direction    CHAR(3)     NOT NULL,
  number_id    BIGINT      NOT NULL,
  campaign_id  BIGINT      NOT NULL, -- 0 for none
  link_id      BIGINT      NOT NULL,
  state        VARCHAR(12) NOT NULL,
  messages     BIGINT      NOT NULL,
  parts        BIGINT      NOT NULL,
  spend_micros BIGINT      NOT NULL,
  PRIMARY KEY (tenant_id, hour, direction, number_id, campaign_id, link_id, state)
);

-- Below this id nothing is unfinished; where the search for unfinished messages begins after a start.
CREATE TABLE watermark (
  name VARCHAR(20) NOT NULL PRIMARY KEY,
  id   BIGINT      NOT NULL
);
