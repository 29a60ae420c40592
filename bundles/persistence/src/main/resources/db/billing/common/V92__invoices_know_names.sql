-- The customer's name as of the issue, and the key by which names are ordered. Names of older invoices are looked up by
-- the job that also renews what the CRM has changed since; until then they stand first.
alter table invoice add column if not exists customer_name varchar(300) default '' not null;
alter table invoice add column if not exists customer_key varchar(300) default '' not null;
