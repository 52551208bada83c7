-- Which tenant got another seller, and when. Rows are never changed.
CREATE TABLE tenant_move (
  id          BIGINT       NOT NULL PRIMARY KEY,
  tenant_id   BIGINT       NOT NULL REFERENCES tenant (id),
  from_id     BIGINT       NOT NULL, -- the seller before
  to_id       BIGINT       NOT NULL, -- and after
  takes_along BOOLEAN      NOT NULL, -- whether its money follows
  moved_by    VARCHAR(190) NOT NULL,
  moved_at    DATETIME(3)  NOT NULL,
  KEY tenant_move_tenant (tenant_id),
  KEY tenant_move_at (moved_at),
  CONSTRAINT tenant_move_differs CHECK (from_id <> to_id)
);
