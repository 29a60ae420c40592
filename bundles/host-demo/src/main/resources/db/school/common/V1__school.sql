create table school_branch (
  id       bigint primary key,
  name     varchar(200) not null,
  zone     varchar(60) not null,
  currency varchar(3) not null
);

-- Study statuses, subjects and lesson types: the school's own lists.
create table school_list (
  kind   varchar(20) not null,
  id     bigint not null,
  name   varchar(200) not null,
  active boolean not null,
  primary key (kind, id)
);

create table school_customer (
  id         bigint primary key,
  branch_id  bigint not null references school_branch,
  name       varchar(300) not null,
  legal_type varchar(20) not null,
  status_id  bigint not null,
  lead       boolean not null,
  archived   boolean not null
);
create index school_customer_branch on school_customer (branch_id, id);

create table school_contact (
  customer_id bigint not null references school_customer,
  position    int not null,
  kind        varchar(20) not null,
  address     varchar(300) not null,
  primary key (customer_id, position)
);

create table school_subscription (
  id              bigint primary key,
  customer_id     bigint not null references school_customer,
  name            varchar(200) not null,
  separate        boolean not null,
  unit            varchar(10) not null,
  price           bigint not null,
  lesson_count    int not null,
  lessons_charged int not null,
  lessons_left    int not null,
  subject_id      bigint,
  lesson_type_id  bigint,
  begins          date not null,
  ends            date
);
create index school_subscription_customer on school_subscription (customer_id);

-- Billing periods that have been charged.
create table school_posted_period (
  subscription_id bigint not null references school_subscription,
  begins          date not null,
  primary key (subscription_id, begins)
);

create table school_group (
  id         bigint primary key,
  branch_id  bigint not null references school_branch,
  name       varchar(200) not null,
  subject_id bigint not null
);

create table school_membership (
  group_id    bigint not null references school_group,
  customer_id bigint not null references school_customer,
  begins      date not null,
  ends        date,
  primary key (customer_id, group_id, begins)
);

-- A lesson of a group, or of one customer.
create table school_lesson (
  id             bigint primary key,
  branch_id      bigint not null references school_branch,
  group_id       bigint references school_group,
  customer_id    bigint references school_customer,
  starts_at      timestamp(6) with time zone not null,
  minutes        int not null,
  subject_id     bigint not null,
  lesson_type_id bigint not null,
  status         varchar(10) not null
);
create index school_lesson_group on school_lesson (group_id, starts_at);
create index school_lesson_customer on school_lesson (customer_id, starts_at);

create table school_attendance (
  lesson_id   bigint not null references school_lesson,
  customer_id bigint not null references school_customer,
  attended    boolean not null,
  excused     boolean not null,
  primary key (customer_id, lesson_id)
);

create table school_freeze (
  id              bigint primary key,
  customer_id     bigint not null references school_customer,
  subscription_id bigint references school_subscription,
  begins          date not null,
  ends            date not null
);
create index school_freeze_customer on school_freeze (customer_id);

create table school_discount (
  id           bigint primary key,
  customer_id  bigint not null references school_customer,
  basis_points int not null,
  fixed        bigint not null,
  subject_id   bigint,
  begins       date not null,
  ends         date
);
create index school_discount_customer on school_discount (customer_id);

-- The base account has number 0, a separate one the number of its subscription.
create table school_account (
  customer_id  bigint not null references school_customer,
  account_id   bigint not null,
  balance      bigint not null,
  lessons_left int not null,
  primary key (customer_id, account_id)
);

-- Every movement of an account; the balance is their sum.
create table school_entry (
  id          bigint generated always as identity primary key,
  customer_id bigint not null,
  account_id  bigint not null,
  amount      bigint not null,
  at          timestamp(6) with time zone not null,
  note        varchar(300) not null,
  payment_id  bigint,
  constraint school_entry_payment_once unique (payment_id),
  constraint school_entry_account foreign key (customer_id, account_id) references school_account
);
create index school_entry_customer on school_entry (customer_id, at);

create table school_user (
  id       bigint primary key,
  login    varchar(60) not null unique,
  password varchar(300) not null,
  name     varchar(200) not null,
  language varchar(5) not null,
  role     varchar(20) not null
);

create table school_session (
  token_hash bytea primary key,
  user_id    bigint not null references school_user,
  ends_at    timestamp(6) with time zone not null
);
