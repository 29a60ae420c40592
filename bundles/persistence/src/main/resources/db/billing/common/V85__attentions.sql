-- What only a person can settle. Open entries have a key of their own, so that each stands in the list once.
create sequence attention_id start with 1000 increment by 1000;

create table attention (
  id        bigint primary key,
  branch_id bigint not null,
  kind      varchar(60) not null,
  subject   varchar(100) not null,
  detail    varchar(2000) not null,
  since     timestamp(6) with time zone not null,
  open_key  varchar(200) unique,
  closed_by varchar(100),
  closed_at timestamp(6) with time zone
);
create index attention_branch on attention (branch_id, id);
