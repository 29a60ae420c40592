alter table suppression drop constraint suppression_pkey;
alter table suppression add primary key (branch_id, channel, address);
