-- Some banks name a payment by one number where it is made and by another in what they report of it later.
create table attempt_alias (
  merchant_account_id bigint not null references merchant_account,
  alias               varchar(100) not null,
  attempt_id          bigint not null references payment_attempt,
  primary key (merchant_account_id, alias)
);
