-- When the bank was last asked because a payer looked: pages that are loaded again and again do not ask each time.
alter table payment_attempt add column if not exists asked_at timestamp(6) with time zone;
