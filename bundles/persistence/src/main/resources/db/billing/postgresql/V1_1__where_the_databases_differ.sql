create index message_due on message (channel, not_before) where state in ('PENDING', 'RETRY_WAIT');
create index message_lease on message (lease_until) where state = 'SENDING';

create function bank_operation_is_final() returns trigger language plpgsql as
$$ begin raise exception 'A bank operation is never changed'; end $$;

create trigger bank_operation_is_final before update or delete on bank_operation
  for each row execute function bank_operation_is_final();
