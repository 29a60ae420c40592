-- An address is not written to from one branch; what was on the list before stays there for the whole school (branch 0).
alter table suppression add column if not exists branch_id bigint default 0 not null;
