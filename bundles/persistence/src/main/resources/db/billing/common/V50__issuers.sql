-- Requisites: each change is a new version, because paid invoices keep the one that they were paid under.
create table issuer_logo (
  name    varchar(64) primary key,
  type    varchar(20) not null,
  content bytea not null
);

-- Branch zero is the whole school.
create table issuer (
  branch_id bigint not null,
  version   bigint not null,
  active    boolean not null,
  details   text not null,
  logo      varchar(64) references issuer_logo,
  primary key (branch_id, version)
);

create table invoice_issuer (
  invoice_id bigint primary key references invoice,
  branch_id  bigint not null,
  version    bigint not null,
  foreign key (branch_id, version) references issuer
);
