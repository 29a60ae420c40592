create index message_due on message (channel, state, not_before);
create index message_lease on message (state, lease_until);
