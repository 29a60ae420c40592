-- What customers said about being written to by a channel; whoever has said nothing has no row.
create table consent (
  branch_id   bigint not null,
  customer_id bigint not null,
  channel     varchar(20) not null,
  given       boolean not null,
  since       timestamp(6) with time zone not null,
  constraint consent_once primary key (customer_id, branch_id, channel)
);
