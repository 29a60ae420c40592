-- Money that was assigned by hand is a payment of its invoice; what a bank's test mode said is not money.
alter table assignment add column if not exists attempt_id bigint;
create index if not exists assignment_attempt on assignment (attempt_id);
alter table bank_operation add column if not exists is_test boolean default false not null;
