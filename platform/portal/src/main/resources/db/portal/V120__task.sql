-- Long work that a person began: it goes on without the page, and is found again.
CREATE TABLE task (
  id         BIGINT       NOT NULL PRIMARY KEY,
  tenant_id  BIGINT       NOT NULL,
  kind       VARCHAR(12)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL
             CHECK (kind IN ('NUMBERS', 'BANK', 'DOCUMENTS')),
  name       VARCHAR(190) NOT NULL, -- the file's, or the month's; '' without one
  home_id    BIGINT       NOT NULL, -- who began it, as livery.tenant.Scope has it
  user_id    BIGINT       NOT NULL,
  started_by VARCHAR(190) NOT NULL,
  role       VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state      VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL
             CHECK (state IN ('RUNNING', 'DONE', 'FAILED')),
  tries      TINYINT      NOT NULL, -- how often a process has taken it up
  done       INT          NOT NULL,
  total      INT          NOT NULL, -- 0 while that is not known
  started_at DATETIME(3)  NOT NULL,
  taken_at   DATETIME(3)  NOT NULL, -- when this process took it up
  moved_at   DATETIME(3)  NOT NULL,
  ended_at   DATETIME(3)  NULL,
  counts     VARCHAR(200) NOT NULL, -- what it came to, by commas
  refused    INT          NOT NULL,
  bad        MEDIUMTEXT   NOT NULL, -- the first 1,000: line, what it says, text and its arguments, by tabs
  content    LONGBLOB     NULL,     -- what it works on, until it has ended
  running    TINYINT      AS (IF(state = 'RUNNING', 1, NULL)) PERSISTENT,
  UNIQUE KEY task_one_at_a_time (tenant_id, kind, running),
  KEY task_tenant (tenant_id, id),
  KEY task_state (state),
  CONSTRAINT task_ended CHECK ((state = 'RUNNING') = (ended_at IS NULL))
);
