alter table suppression drop primary key;
alter table suppression add primary key (branch_id, channel, address);
