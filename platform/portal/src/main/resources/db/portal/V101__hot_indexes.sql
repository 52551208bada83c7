-- Fewer index entries on the message path.

-- Which links delivered what last is read once, at start, from the newest rows down.
ALTER TABLE inbox DROP KEY inbox_link;

-- Most messages pass through QUEUED and SENT to DELIVERED: an index of states would be rewritten for each step, and
-- nobody needs one to find what nearly every row is. The rare states have theirs.
ALTER TABLE message
  ADD COLUMN rare_state VARCHAR(12) AS
    (CASE WHEN state IN ('DONE', 'QUEUED', 'SENT', 'DELIVERED') THEN NULL ELSE state END) PERSISTENT,
  DROP KEY message_state,
  ADD KEY message_rare_state (tenant_id, rare_state, id);
