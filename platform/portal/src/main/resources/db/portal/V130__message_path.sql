-- One row that each batch of incoming messages locks while it is decided: livery.dispatch.Fence.
CREATE TABLE dispatch_fence (
  id TINYINT NOT NULL PRIMARY KEY
) ENGINE = InnoDB;

INSERT INTO dispatch_fence (id) VALUES (1);

-- Fewer index entries on the message path: nearly every answer goes to the phone that asked, and is found by it
-- (message_phone). What goes to others is named here.
CREATE TABLE message_to_others (
  reply_to   BIGINT NOT NULL, -- the incoming message
  message_id BIGINT NOT NULL,
  PRIMARY KEY (reply_to, message_id)
);

INSERT INTO message_to_others (reply_to, message_id)
  SELECT o.reply_to, o.id FROM message o JOIN message i ON i.id = o.reply_to WHERE o.phone <> i.phone;

ALTER TABLE message DROP KEY message_reply;

-- What a chunk's rated rows came to when it was counted: it is counted again where they come to something else.
ALTER TABLE sale_chunk ADD COLUMN seen VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
