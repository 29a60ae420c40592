-- What an account with a provider of messages had left when it was asked; without an amount it was never told.
create table provider_balance (
  provider_account_id bigint primary key references provider_account,
  amount_minor        bigint,
  currency            varchar(3),
  told_at             timestamp(6) with time zone,
  asked_at            timestamp(6) with time zone not null
);
