CREATE TABLE plugin (
  id           VARCHAR(40)  NOT NULL PRIMARY KEY,
  version      VARCHAR(30)  NOT NULL,
  file         VARCHAR(190) NOT NULL,
  sha256       BINARY(32)   NOT NULL,
  state        VARCHAR(10)  NOT NULL CHECK (state IN ('STARTED', 'STOPPED', 'FAILED', 'SUSPENDED')),
  failure      VARCHAR(400) NULL,
  installed_at DATETIME(3)  NOT NULL
);
