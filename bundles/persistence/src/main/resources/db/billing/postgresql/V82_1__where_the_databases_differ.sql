create index posting_queued on posting (due_at, payment_id) where state = 'QUEUED';
