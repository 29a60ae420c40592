insert into room (name) values ('only here');
