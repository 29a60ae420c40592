create index webhook_inbox_waiting on webhook_inbox (received_at) where state = 'WAITING';
