-- Sequences count in blocks: a node fetches a thousand ids at once.
create sequence invoice_id start with 1000 increment by 1000;
create sequence payment_id start with 1000 increment by 1000;
create sequence attempt_id start with 1000 increment by 1000;
create sequence merchant_account_id start with 1000 increment by 1000;
create sequence mailing_id start with 1000 increment by 1000;
create sequence template_id start with 1000 increment by 1000;
create sequence run_id start with 1000 increment by 1000;
create sequence message_id start with 1000 increment by 1000;

create table invoice (
  id           bigint primary key,
  branch_id    bigint not null,
  customer_id  bigint not null,
  account_id   bigint not null,
  run_id       bigint,
  number       varchar(40) not null,
  method       varchar(20) not null,
  amount       bigint not null check (amount > 0),
  currency     varchar(3) not null,
  period_begin date not null,
  period_end   date,
  pay_from     date not null,
  pay_until    date,
  repeatable   boolean not null,
  status       varchar(20) not null,
  paid         bigint not null,
  flags        varchar(100) not null,
  issued_at    timestamp(6) with time zone not null,
  token_hash   bytea not null,
  token_sealed varchar(200) not null,
  explanation  text not null,
  version      int not null,
  constraint invoice_token_once unique (token_hash),
  constraint invoice_number_once unique (branch_id, number),
  constraint invoice_of_run_once unique (run_id, customer_id, account_id)
);
create index invoice_customer on invoice (customer_id, branch_id);

-- The last number given out, for each branch and year.
create table invoice_number (
  branch_id bigint not null,
  in_year   int not null,
  last      bigint not null,
  primary key (branch_id, in_year)
);

-- Whoever wants to invoice a customer locks the row here first.
create table customer_lock (
  branch_id   bigint not null,
  customer_id bigint not null,
  primary key (branch_id, customer_id)
);

create table merchant_account (
  id              bigint primary key,
  branch_id       bigint not null,
  provider        varchar(40) not null,
  name            varchar(200) not null,
  hook_key        varchar(60) not null,
  live            boolean not null,
  active          boolean not null,
  settings_sealed text not null,
  version         int not null,
  constraint merchant_account_hook unique (hook_key)
);

create table payment_attempt (
  id                  bigint primary key,
  merchant_account_id bigint not null references merchant_account,
  invoice_id          bigint not null references invoice,
  order_id            varchar(40) not null,
  amount              bigint not null check (amount > 0),
  currency            varchar(3) not null,
  status              varchar(20) not null,
  provider_id         varchar(100),
  pay_at              varchar(2000),
  detail              varchar(2000) not null,
  started_at          timestamp(6) with time zone not null,
  valid_until         timestamp(6) with time zone not null,
  version             int not null,
  constraint payment_attempt_order unique (merchant_account_id, order_id)
);
create index payment_attempt_invoice on payment_attempt (invoice_id);

-- What banks say has happened to money: each operation once, never changed (I2, I3).
create table bank_operation (
  id                  bigint primary key,
  branch_id           bigint not null,
  merchant_account_id bigint not null references merchant_account,
  provider_id         varchar(100) not null,
  kind                varchar(20) not null,
  operation_id        varchar(100) not null,
  amount              bigint not null,
  currency            varchar(3) not null,
  attempt_id          bigint references payment_attempt,
  invoice_id          bigint references invoice,
  detail              varchar(2000) not null,
  at                  timestamp(6) with time zone not null,
  constraint bank_operation_once unique (merchant_account_id, provider_id, kind, operation_id)
);
create index bank_operation_invoice on bank_operation (invoice_id);

create table posting (
  payment_id  bigint primary key references bank_operation,
  branch_id   bigint not null,
  customer_id bigint not null,
  account_id  bigint not null,
  amount      bigint not null,
  currency    varchar(3) not null,
  received_at timestamp(6) with time zone not null,
  note        varchar(200) not null,
  state       varchar(20) not null,
  detail      varchar(2000) not null,
  settled_at  timestamp(6) with time zone
);
create index posting_customer on posting (customer_id, branch_id);

create table webhook_inbox (
  id                  bigint generated always as identity primary key,
  merchant_account_id bigint not null references merchant_account,
  body_hash           bytea not null,
  state               varchar(20) not null,
  received_at         timestamp(6) with time zone not null,
  done_at             timestamp(6) with time zone,
  raw_sealed          text not null,
  constraint webhook_inbox_once unique (merchant_account_id, body_hash)
);

create table template (
  id        bigint not null,
  version   int not null,
  branch_id bigint not null,
  method    varchar(20) not null,
  name      varchar(200) not null,
  subject   varchar(500) not null,
  body      text not null,
  primary key (id, version)
);

create table mailing (
  id        bigint primary key,
  branch_id bigint not null,
  name      varchar(200) not null,
  settings  text not null,
  version   int not null
);

create table mailing_run (
  id               bigint primary key,
  mailing_id       bigint not null references mailing,
  branch_id        bigint not null,
  fired_by         varchar(100) not null,
  settings         text not null,
  template_id      bigint not null,
  template_version int not null,
  state            varchar(20) not null,
  issued           date not null,
  started_at       timestamp(6) with time zone not null,
  finished_at      timestamp(6) with time zone,
  reached          varchar(200),
  version          int not null,
  constraint mailing_run_once unique (mailing_id, fired_by)
);

create table run_page (
  run_id    bigint not null references mailing_run,
  number    int not null,
  customers text not null,
  size      int not null,
  late      boolean not null,
  done      int,
  primary key (run_id, number)
);

create table run_entry (
  run_id        bigint not null,
  customer_id   bigint not null,
  account_id    bigint not null,
  customer_name varchar(300) not null,
  outcome       varchar(10) not null,
  reason        varchar(30),
  error         varchar(2000),
  invoice_id    bigint,
  amount        bigint,
  currency      varchar(3),
  primary key (run_id, customer_id, account_id)
);

create table message (
  id               bigint primary key,
  branch_id        bigint not null,
  run_id           bigint,
  customer_id      bigint not null,
  account_id       bigint not null,
  channel          varchar(20) not null,
  address          varchar(300) not null,
  dedup_key        varchar(200) not null,
  template_id      bigint not null,
  template_version int not null,
  tag_values       text not null,
  state            varchar(20) not null,
  attempts         int not null,
  not_before       timestamp(6) with time zone not null,
  lease_owner      varchar(40),
  lease_until      timestamp(6) with time zone,
  fence            bigint not null,
  on_wire_at       timestamp(6) with time zone,
  composed         bytea,
  provider_id      varchar(200),
  detail           varchar(2000) not null,
  created_at       timestamp(6) with time zone not null,
  changed_at       timestamp(6) with time zone not null,
  constraint message_once unique (dedup_key)
);
create index message_run on message (run_id, state);
