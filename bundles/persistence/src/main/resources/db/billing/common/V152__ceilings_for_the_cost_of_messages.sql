alter table mailing_run add column most_cost bigint;
alter table mailing_run add column admitted_cost bigint default 0 not null;
