-- Accounts with providers of messages; their settings are sealed.
create sequence provider_account_id start with 1000 increment by 1000;
create table provider_account (
  id                  bigint primary key,
  branch_id           bigint,
  provider            varchar(40) not null,
  name                varchar(200) not null,
  hook_key            varchar(60) not null,
  active              boolean not null,
  settings_sealed     text not null,
  priority            int not null,
  price_minor         bigint,
  balance_alarm_minor bigint,
  currency            varchar(3),
  consent_in_contract boolean not null,
  constraint provider_account_hook unique (hook_key)
);

-- The account that stands in a configuration file.
create table provider_account_file (
  file_name           varchar(200) primary key,
  provider_account_id bigint not null,
  constraint provider_account_file_once unique (provider_account_id)
);

-- Which account sends a message is known once a dispatcher has it; what waits for older ones belongs to none.
alter table message add column provider_account_id bigint;
drop index message_at_provider;
create index message_at_provider on message (provider_account_id, provider_id);

-- Pauses and receipts are of an account; those of channels were never more than a moment old.
drop table channel_pause;
create table provider_pause (
  provider_account_id bigint primary key references provider_account,
  kind                varchar(10) not null,
  cause               varchar(30) not null,
  detail              varchar(2000) not null,
  since               timestamp(6) with time zone not null,
  paused_until        timestamp(6) with time zone not null
);

drop table message_receipt;
create table message_receipt (
  provider_account_id bigint not null references provider_account,
  event_key           varchar(200) not null,
  provider_id         varchar(200),
  reference           varchar(60),
  kind                varchar(20) not null,
  cause               varchar(30) not null,
  detail              varchar(2000) not null,
  happened_at         timestamp(6) with time zone not null,
  received_at         timestamp(6) with time zone not null,
  open                boolean not null,
  primary key (provider_account_id, event_key)
);
create index message_receipt_open on message_receipt (open, happened_at);
