-- Programs that call the API without a login. Of a secret only its hash is kept (256 bits of chance need no slow one).
create table api_token (
  id                  bigint primary key,
  name                varchar(100) not null,
  mark                varchar(20) not null,
  hash                varchar(64) not null unique,
  permissions         varchar(500) not null,
  requests_per_minute int not null,
  maker               varchar(60) not null,
  made_at             timestamp(6) with time zone not null,
  expires_at          timestamp(6) with time zone not null,
  last_used_at        timestamp(6) with time zone,
  revoked_at          timestamp(6) with time zone
);
create sequence api_token_id start with 1000 increment by 1000;

create table api_token_branch (
  token_id  bigint not null references api_token,
  branch_id bigint not null,
  primary key (token_id, branch_id)
);
create index api_token_branch_branch on api_token_branch (branch_id);
