-- What an operator may deliver again: from one run of the portal to the next.
CREATE TABLE delivery_doubt (
  id          BIGINT NOT NULL PRIMARY KEY, -- in the inbox, of the first delivery
  link_id     BIGINT NOT NULL,
  fingerprint BIGINT NOT NULL,
  left_millis BIGINT NOT NULL              -- how long it is expected yet, from the next start
);
