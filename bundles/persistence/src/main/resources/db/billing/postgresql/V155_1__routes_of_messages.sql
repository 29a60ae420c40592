create index message_going_on on message (go_on_at) where go_on_at is not null;
