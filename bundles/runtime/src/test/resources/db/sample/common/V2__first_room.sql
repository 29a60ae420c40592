insert into room (name) values ('common');
