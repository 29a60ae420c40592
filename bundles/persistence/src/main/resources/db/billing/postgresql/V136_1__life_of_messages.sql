create index message_accepted on message (provider_account_id, not_before) where state = 'ACCEPTED';
