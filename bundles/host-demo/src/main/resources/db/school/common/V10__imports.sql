-- What came from a file: the number that other systems know it by, and what the file said of it last.
create table school_external (
  branch_id   bigint not null references school_branch,
  kind        varchar(20) not null,
  external_id varchar(100) not null,
  id          bigint not null,
  fingerprint bytea not null,
  primary key (branch_id, kind, external_id)
);

-- What a line of balances has put into an account.
create table school_opening (
  branch_id   bigint not null references school_branch,
  external_id varchar(100) not null,
  customer_id bigint not null,
  account_id  bigint not null,
  amount      bigint not null,
  primary key (branch_id, external_id)
);

create table school_import (
  id         bigint primary key,
  branch_id  bigint not null references school_branch,
  kind       varchar(20) not null,
  file       varchar(200) not null,
  by_whom    varchar(200) not null,
  state      varchar(20) not null,
  mode       varchar(20),
  started_at timestamp(6) with time zone not null,
  bytes      bigint not null,
  bytes_read bigint not null,
  total      bigint not null,
  line       bigint not null,
  added      bigint not null,
  changed    bigint not null,
  unchanged  bigint not null,
  wrong      bigint not null,
  preview    text not null
);
create index school_import_branch on school_import (branch_id, id);

-- The file itself, in pieces, until its import has ended.
create table school_import_part (
  import_id bigint not null references school_import,
  position  int not null,
  bytes     bytea not null,
  primary key (import_id, position)
);

-- Which line names an external number first; the second one is a mistake.
create table school_import_key (
  import_id   bigint not null references school_import,
  external_id varchar(100) not null,
  line        bigint not null,
  primary key (import_id, external_id)
);

create table school_import_finding (
  import_id   bigint not null references school_import,
  position    int not null,
  line        bigint not null,
  column_name varchar(30),
  fault       varchar(40) not null,
  given       varchar(300) not null,
  expected    varchar(1000) not null,
  primary key (import_id, position)
);

-- Imports of a branch write in turns.
create table school_import_turn (
  branch_id bigint primary key references school_branch
);

-- Numbers of what files bring, a thousand at a time.
create sequence school_import_id start with 2000000000 increment by 1000;
