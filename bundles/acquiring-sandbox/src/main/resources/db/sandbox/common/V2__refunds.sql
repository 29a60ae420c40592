create table sandbox_refund (
  refund_key varchar(40) primary key,
  order_id   varchar(40) not null references sandbox_order,
  amount     bigint not null check (amount > 0)
);
create index sandbox_refund_order on sandbox_refund (order_id);
