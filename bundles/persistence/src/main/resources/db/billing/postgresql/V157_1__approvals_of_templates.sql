create index message_held on message (channel, branch_id, template_id, template_version) where state = 'HELD';
