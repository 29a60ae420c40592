create index message_going_on on message (go_on_at);
