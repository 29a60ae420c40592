-- What people have deleted stays for the runs and messages that refer to it.
alter table mailing add column if not exists archived_at timestamp(6) with time zone;
alter table template add column if not exists archived_at timestamp(6) with time zone;
