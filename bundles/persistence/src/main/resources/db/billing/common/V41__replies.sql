-- Answers to requests that carry an Idempotency-Key, each beside what it tells of.
create table reply (
  caller      varchar(100) not null,
  request_key varchar(100) not null,
  request     varchar(64) not null,
  answer      text not null,
  at          timestamp(6) with time zone not null,
  primary key (caller, request_key)
);
