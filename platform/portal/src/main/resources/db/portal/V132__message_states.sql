-- Fewer index entries on the message path: which messages are in a state that few are in stands in a table of its own,
-- where nearly no message has a row. Written with the message (livery.message.MessageTable).
CREATE TABLE IF NOT EXISTS message_rare (
  tenant_id  BIGINT NOT NULL,
  state      ENUM('UNCLAIMED', 'REFUSED', 'PARKED', 'OPT_OUT', 'FAILED', 'EXPIRED') NOT NULL,
  message_id BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, state, message_id)
);

INSERT IGNORE INTO message_rare (tenant_id, state, message_id)
  SELECT tenant_id, state, id FROM message WHERE state NOT IN ('DONE', 'QUEUED', 'SENT', 'DELIVERED');

-- A state is one octet, so that a message that is sent is changed where it lies; a list of states is its own check.
ALTER TABLE message
  DROP KEY IF EXISTS message_rare_state,
  DROP COLUMN IF EXISTS rare_state,
  MODIFY direction ENUM('IN', 'OUT') NOT NULL,
  MODIFY alphabet  ENUM('GSM7', 'UCS2') NOT NULL,
  MODIFY state     ENUM('DONE', 'UNCLAIMED', 'REFUSED', 'PARKED', 'OPT_OUT',
                        'QUEUED', 'SENT', 'DELIVERED', 'FAILED', 'EXPIRED') NOT NULL;
