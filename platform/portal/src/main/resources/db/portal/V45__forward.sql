-- Programs of clients that pull what came in. Each reader of a tenant gets every message.
CREATE TABLE pull_reader (
  tenant_id  BIGINT      NOT NULL,
  reader     VARCHAR(40) NOT NULL,
  floor_id   BIGINT      NOT NULL, -- everything up to this id is acknowledged or too old
  created_at DATETIME(3) NOT NULL,
  pulled_at  DATETIME(3) NOT NULL,
  PRIMARY KEY (tenant_id, reader)
);

-- What was handed out above the floor.
CREATE TABLE pull (
  tenant_id    BIGINT      NOT NULL,
  reader       VARCHAR(40) NOT NULL,
  message_id   BIGINT      NOT NULL,
  leased_until DATETIME(3) NULL, -- nobody else gets it before
  acked_at     DATETIME(3) NULL,
  PRIMARY KEY (tenant_id, reader, message_id)
);
