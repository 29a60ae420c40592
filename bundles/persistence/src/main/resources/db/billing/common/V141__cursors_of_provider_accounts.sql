-- How far the news of a provider account were fetched, where the provider keeps them until somebody asks.
create table provider_cursor (
  provider_account_id bigint primary key references provider_account,
  fetched_to          varchar(500) not null
);
