-- What is known of a message since its provider has it.
alter table message add column delivered_at timestamp(6) with time zone;
alter table message add column read_at timestamp(6) with time zone;
alter table message add column failed_at timestamp(6) with time zone;
alter table message add column failure varchar(30);
update message set delivered_at = changed_at where state = 'DELIVERED';
update message set failed_at = changed_at where state = 'UNDELIVERED';
create index message_customer on message (customer_id, id);
create index message_address on message (channel, address);

-- The message that a receipt is about, and what came of it; a reference is read once, when the receipt is kept.
alter table message_receipt add column message_id bigint;
alter table message_receipt add column effect varchar(20);
create index message_receipt_message on message_receipt (message_id);
create index message_receipt_effect on message_receipt (effect, received_at);
