-- The records of a branch and day (UTC), each sealed together with the one before it.
create table audit_link (
  record_id bigint primary key references audit_record,
  branch_id bigint not null,
  on_day    date not null,
  place     bigint not null,
  previous  varchar(64) not null,
  seal      varchar(64) not null,
  constraint audit_link_place unique (branch_id, on_day, place)
);
create index audit_record_branch on audit_record (branch_id, id);
