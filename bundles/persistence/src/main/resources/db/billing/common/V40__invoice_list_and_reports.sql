create index invoice_branch on invoice (branch_id, id);

create sequence report_id start with 1000 increment by 1000;

-- What a bulk operation did; its counts are counted from the rows.
create table operation_report (
  id          bigint primary key,
  branch_id   bigint not null,
  operation   varchar(20) not null,
  actor       varchar(100) not null,
  started_at  timestamp(6) with time zone not null,
  finished_at timestamp(6) with time zone
);
create index operation_report_branch on operation_report (branch_id, id);

-- The work of a bulk operation and its result: a row for each invoice.
create table operation_report_row (
  report_id  bigint not null references operation_report,
  place      bigint not null,
  invoice_id bigint not null,
  number     varchar(40),
  outcome    varchar(10) not null,
  problem    varchar(40),
  primary key (report_id, place)
);
