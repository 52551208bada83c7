-- The piece of work that a line is, by the posting that charged it; 0 for what is no work, and for lines that are older than this.
ALTER TABLE document_line ADD COLUMN posting_id BIGINT NOT NULL DEFAULT 0;
