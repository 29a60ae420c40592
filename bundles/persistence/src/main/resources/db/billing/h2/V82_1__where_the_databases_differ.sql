create index posting_queued on posting (state, due_at, payment_id);
