-- The chats that customers have bound to themselves; one chat may be several customers', one customer may have several.
create table chat_binding (
  id                  bigint generated always as identity primary key,
  branch_id           bigint not null,
  customer_id         bigint not null,
  provider_account_id bigint not null references provider_account,
  channel             varchar(20) not null,
  chat                varchar(300) not null,
  bound_at            timestamp(6) with time zone not null,
  constraint chat_binding_once unique (customer_id, branch_id, provider_account_id, chat)
);
create index chat_binding_chat on chat_binding (channel, chat);

-- Links by which a chat is bound, one use each; the token itself is nowhere.
create table chat_invitation (
  id          bigint generated always as identity primary key,
  token_hash  varchar(64) not null,
  branch_id   bigint not null,
  customer_id bigint not null,
  channel     varchar(20) not null,
  expires_at  timestamp(6) with time zone not null,
  used_at     timestamp(6) with time zone,
  constraint chat_invitation_once unique (token_hash)
);
create index chat_invitation_expiry on chat_invitation (expires_at);
