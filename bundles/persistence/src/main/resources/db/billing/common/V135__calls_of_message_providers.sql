-- Calls of providers of messages, kept before they are acknowledged; the same news once, however often they are told.
create table provider_call (
  id                  bigint generated always as identity primary key,
  provider_account_id bigint not null,
  news_key            varchar(64) not null,
  verified            boolean not null,
  state               varchar(20) not null,
  received_at         timestamp(6) with time zone not null,
  done_at             timestamp(6) with time zone,
  raw_sealed          text not null,
  constraint provider_call_once unique (provider_account_id, news_key)
);
create index provider_call_state on provider_call (state, id);
