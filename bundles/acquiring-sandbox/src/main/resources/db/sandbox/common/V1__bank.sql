-- The sandbox bank's own books; nobody else reads them.
create table sandbox_order (
  order_id    varchar(40) primary key,
  payment_id  varchar(40) not null unique,
  secret      varchar(100) not null,
  amount      bigint not null,
  currency    varchar(3) not null,
  description varchar(300) not null,
  state       varchar(20) not null,
  return_to   varchar(2000) not null,
  webhook_at  varchar(2000) not null,
  valid_until timestamp(6) with time zone not null,
  notified    boolean not null
);
