create index message_uncertain on message (channel, not_before) where state = 'UNCERTAIN';
create index message_on_wire on message (channel, on_wire_at) where on_wire_at is not null;
