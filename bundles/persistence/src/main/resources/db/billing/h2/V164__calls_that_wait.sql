create index webhook_inbox_waiting on webhook_inbox (state, received_at);
