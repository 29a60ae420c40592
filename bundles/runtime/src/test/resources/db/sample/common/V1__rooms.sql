create table room (name varchar(20) not null primary key);
