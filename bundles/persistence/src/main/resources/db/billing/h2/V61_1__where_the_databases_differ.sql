create index message_on_wire on message (channel, on_wire_at);
