-- Since when and from where a session is; null for one that an older node has begun.
alter table school_session add column if not exists begun_at timestamp(6) with time zone;
alter table school_session add column if not exists address varchar(64);
alter table school_session add column if not exists browser varchar(80);
