-- Which entry of a bank a top-up came by: looked for when a person takes the top-up back.
ALTER TABLE bank_entry ADD KEY bank_entry_posting (posting_id);
