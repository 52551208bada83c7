-- Links to operators: data, changed while they run.
CREATE TABLE smpp_link (
  id            BIGINT       NOT NULL PRIMARY KEY,
  name          VARCHAR(60)  NOT NULL UNIQUE,
  network       VARCHAR(60)  NOT NULL, -- the operator's name as reports show it
  host          VARCHAR(190) NOT NULL,
  port          INT          NOT NULL,
  system_id     VARCHAR(15)  NOT NULL,
  password      VARCHAR(60)  NOT NULL,
  system_type   VARCHAR(12)  NOT NULL DEFAULT '',
  bind          VARCHAR(12)  NOT NULL CHECK (bind IN ('TRANSCEIVER', 'PAIR')),
  window_size   INT          NOT NULL DEFAULT 100,
  rate          INT          NOT NULL DEFAULT 0,     -- submit_sm a second; 0 finds the operator's limit by itself
  options       JSON         NOT NULL,               -- see LinkOptions
  state         VARCHAR(10)  NOT NULL CHECK (state IN ('ACTIVE', 'PAUSED')),
  created_at    DATETIME(3)  NOT NULL
);
