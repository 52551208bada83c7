-- Units that came back before the cut-off are taken off what a month is closed with; months closed before were not.
ALTER TABLE period_line
  ADD COLUMN less_returns TINYINT NOT NULL DEFAULT 0;
