-- Other systems that hear of invoices, and the news on its way to them.
create table webhook_endpoint (
  id            bigint primary key,
  branch_id     bigint not null,
  address       varchar(500) not null,
  events        varchar(100) not null,
  active        boolean not null,
  secret_sealed varchar(300) not null,
  before_sealed varchar(300),
  before_until  timestamp(6) with time zone
);
create index webhook_endpoint_branch on webhook_endpoint (branch_id);
create sequence webhook_endpoint_id start with 1000 increment by 1000;

create table webhook_delivery (
  id          bigint generated always as identity primary key,
  endpoint_id bigint not null references webhook_endpoint,
  event       varchar(20) not null,
  invoice_id  bigint not null,
  at          timestamp(6) with time zone not null,
  state       varchar(20) not null,
  attempts    int not null,
  due_at      timestamp(6) with time zone not null,
  detail      varchar(500) not null
);
create index webhook_delivery_due on webhook_delivery (state, due_at);
create index webhook_delivery_endpoint on webhook_delivery (endpoint_id, at);
