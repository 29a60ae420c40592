-- Who may do what in which branch.
create table school_role (
  user_id   bigint not null references school_user,
  branch_id bigint not null references school_branch,
  role      varchar(20) not null,
  primary key (user_id, branch_id)
);
insert into school_role (user_id, branch_id, role)
  select u.id, b.id, u.role from school_user u cross join school_branch b;
alter table school_user drop column role;

-- Numbers of what people add by hand; the generator's stay far below.
create sequence school_id start with 1000000000 increment by 1;
