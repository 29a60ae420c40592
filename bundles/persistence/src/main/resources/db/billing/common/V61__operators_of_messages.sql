-- Where a message goes that its channel cannot deliver, and which one it goes instead of.
alter table message add column fallback varchar(20);
alter table message add column fallback_of bigint;
create index message_at_provider on message (channel, provider_id);
create index message_branch on message (branch_id, id);

-- Channels that are left alone for a while, on all nodes.
create table channel_pause (
  channel      varchar(20) primary key,
  kind         varchar(10) not null,
  cause        varchar(30) not null,
  detail       varchar(2000) not null,
  since        timestamp(6) with time zone not null,
  paused_until timestamp(6) with time zone not null
);

-- What providers report, kept before it is applied; an event counts once.
create table message_receipt (
  channel     varchar(20) not null,
  event_key   varchar(200) not null,
  provider_id varchar(200),
  reference   varchar(60),
  kind        varchar(20) not null,
  cause       varchar(30) not null,
  detail      varchar(2000) not null,
  happened_at timestamp(6) with time zone not null,
  received_at timestamp(6) with time zone not null,
  open        boolean not null,
  primary key (channel, event_key)
);
create index message_receipt_open on message_receipt (open, happened_at);
