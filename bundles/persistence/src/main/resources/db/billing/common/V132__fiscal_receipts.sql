-- What became of the fiscal receipts of payments and refunds; nobody waits for those of before.
alter table payment_attempt add column if not exists receipt varchar(20) default 'NONE' not null;
alter table refund add column if not exists receipt varchar(20) default 'NONE' not null;
