-- How far the close of each month is. The books say what is settled; this row says who began it and
-- where it stands, so that it can be left and found again, and taken up after a crash.
CREATE TABLE month_run (
  period      INT           NOT NULL PRIMARY KEY, -- 202603
  state       ENUM('RUNNING', 'FAILED', 'DONE') NOT NULL,
  seller_id   BIGINT        NOT NULL, -- whose books are worked on; 0 before the first and after the last
  done        INT           NOT NULL CHECK (done >= 0),
  total       INT           NOT NULL CHECK (total >= 0),
  started_by  VARCHAR(190)  NOT NULL, -- '': by the calendar
  started_at  DATETIME(3)   NOT NULL,
  taken_at    DATETIME(3)   NOT NULL, -- when this process took it up
  taken_done  INT           NOT NULL, -- how much was done by then
  moved_at    DATETIME(3)   NOT NULL,
  ended_at    DATETIME(3)   NULL,
  failure     VARCHAR(1000) NOT NULL,
  CONSTRAINT month_run_ended CHECK ((state = 'RUNNING') = (ended_at IS NULL))
);

-- When months are closed; one row.
CREATE TABLE month_rule (
  id          TINYINT  NOT NULL PRIMARY KEY CHECK (id = 1),
  close_day   TINYINT  NOT NULL CHECK (close_day BETWEEN 0 AND 28),   -- of the next month; 0: by hand only
  grace_hours SMALLINT NOT NULL CHECK (grace_hours BETWEEN 1 AND 672) -- for late receipts and refunds
);
INSERT INTO month_rule VALUES (1, 0, 72);
