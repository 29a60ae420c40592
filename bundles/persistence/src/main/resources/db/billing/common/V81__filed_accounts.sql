-- Merchant accounts that stand in configuration files. Claimed before the account is added, hence no foreign key.
create table merchant_account_file (
  file_name           varchar(100) primary key,
  merchant_account_id bigint not null,
  constraint merchant_account_file_once unique (merchant_account_id)
);
create index payment_attempt_account on payment_attempt (merchant_account_id, id);
create index webhook_inbox_account on webhook_inbox (merchant_account_id, id);
