-- When a posting is to be tried, the next time if the CRM did not answer.
alter table posting add column due_at timestamp(6) with time zone;
update posting set due_at = received_at;
alter table posting alter column due_at set not null;
