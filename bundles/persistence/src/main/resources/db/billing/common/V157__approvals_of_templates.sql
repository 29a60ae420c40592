-- What providers say of texts of ours that they must approve; texts that are the same have one name.
create table template_approval (
  provider_account_id bigint not null references provider_account,
  name                varchar(60) not null,
  template_id         bigint not null,
  state               varchar(20) not null,
  detail              varchar(1000) not null,
  since               timestamp(6) with time zone not null,
  asked_at            timestamp(6) with time zone,
  ask_again           timestamp(6) with time zone not null,
  constraint template_approval_once primary key (provider_account_id, name)
);
