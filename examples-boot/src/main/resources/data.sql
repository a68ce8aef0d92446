insert into customers values ('ada', 'London'), ('bert', 'Bremen');
insert into orders values (1, 'ada', 'loom'), (2, 'ada', 'shuttle'), (3, 'bert', 'yarn');
