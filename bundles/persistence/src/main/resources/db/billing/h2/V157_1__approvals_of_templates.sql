create index message_held on message (channel, state, branch_id);
