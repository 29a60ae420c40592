-- The table of db-scheduler, as that library documents it.
create table scheduled_tasks (
  task_name            varchar(100) not null,
  task_instance        varchar(200) not null,
  task_data            bytea,
  execution_time       timestamp(6) with time zone not null,
  picked               boolean not null,
  picked_by            varchar(100),
  last_success         timestamp(6) with time zone,
  last_failure         timestamp(6) with time zone,
  consecutive_failures int,
  last_heartbeat       timestamp(6) with time zone,
  version              bigint not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);

create table audit_record (
  id        bigint generated always as identity primary key,
  at        timestamp(6) with time zone not null,
  actor     varchar(100) not null,
  branch_id bigint not null,
  action    varchar(100) not null,
  subject   varchar(200) not null,
  was       text,
  became    text
);
create index audit_record_subject on audit_record (subject, id);
