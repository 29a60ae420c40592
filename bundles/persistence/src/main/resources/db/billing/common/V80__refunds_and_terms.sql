alter table merchant_account add column legal_entity varchar(200) not null default '';
alter table merchant_account add column fiscal varchar(20) not null default 'NONE';
alter table merchant_account add column priority int not null default 0;
alter table merchant_account add column for_accounts varchar(500) not null default '';
alter table merchant_account add column at_least bigint;
alter table merchant_account add column at_most bigint;
alter table merchant_account add column limits_currency varchar(3);

create index payment_attempt_provider on payment_attempt (merchant_account_id, provider_id);
create index bank_operation_attempt on bank_operation (attempt_id);

create sequence refund_id start with 1000 increment by 1000;

create table refund (
  id              bigint primary key,
  attempt_id      bigint not null references payment_attempt,
  refund_key      varchar(40) not null unique,
  amount          bigint not null check (amount > 0),
  refunded_before bigint not null,
  currency        varchar(3) not null,
  status          varchar(20) not null,
  provider_id     varchar(100),
  reason          varchar(500) not null,
  detail          varchar(2000) not null,
  requested_at    timestamp(6) with time zone not null
);
create index refund_attempt on refund (attempt_id);

-- Whom money that belonged to nobody was credited to; the operation itself is never changed.
create table assignment (
  operation_id bigint primary key references bank_operation,
  invoice_id   bigint not null references invoice,
  assigned_at  timestamp(6) with time zone not null
);
