alter table template add column attaches_invoice boolean default false not null;
