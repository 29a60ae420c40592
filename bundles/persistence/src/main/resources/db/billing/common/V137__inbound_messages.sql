-- What people write or do in a channel; an event counts once.
create table inbound_message (
  id                  bigint generated always as identity primary key,
  provider_account_id bigint not null,
  event_key           varchar(200) not null,
  branch_id           bigint not null,
  channel             varchar(20) not null,
  kind                varchar(20) not null,
  address             varchar(300) not null,
  text                varchar(10000) not null,
  happened_at         timestamp(6) with time zone not null,
  received_at         timestamp(6) with time zone not null,
  constraint inbound_message_once unique (provider_account_id, event_key)
);
create index inbound_message_address on inbound_message (channel, address, id);

-- What a person asked for in the channel itself, that person can take back there; what operators listed stays.
alter table suppression add column by_recipient boolean default false not null;
