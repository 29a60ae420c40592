-- When a session was last used; null for one that an older node has begun, which ends by its age alone.
alter table school_session add column if not exists seen_at timestamp(6) with time zone;
create index if not exists school_session_user on school_session (user_id);

-- Failed logins, counted by all nodes together: of an account, of an address, and of both.
create table if not exists school_login_failure (
  subject  varchar(80) primary key,
  failures integer not null,
  last_at  timestamp(6) with time zone not null
);
create index if not exists school_login_failure_last on school_login_failure (last_at);
