create table customers (name varchar primary key, city varchar not null);
create table orders (id int primary key, customer varchar not null, article varchar not null);
create table visits (customer varchar not null);
