-- The name is part of the settings.
alter table mailing drop column name;
alter table mailing add column next_slot timestamp(6);
alter table mailing add column next_at timestamp(6) with time zone;
create index mailing_due on mailing (next_at);

alter table mailing_run add column brake varchar(10) default 'NONE' not null;
alter table mailing_run add column most_invoices bigint;
alter table mailing_run add column most_amount bigint;
alter table mailing_run add column missed varchar(20);
-- What has been admitted against the limits so far; the report is counted from the entries.
alter table mailing_run add column admitted bigint default 0 not null;
alter table mailing_run add column admitted_amount bigint default 0 not null;

alter table message add column purpose varchar(20) default 'INVOICE' not null;
alter table message add column invoices text default '' not null;

-- Addresses that are not to be written to.
create table suppression (
  channel varchar(20) not null,
  address varchar(300) not null,
  why     varchar(500) not null,
  since   timestamp(6) with time zone not null,
  primary key (channel, address)
);
