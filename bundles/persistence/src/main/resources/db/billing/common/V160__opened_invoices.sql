-- When an invoice's page was opened in a browser for the first time. Apart from the invoice and without a key to it, so that
-- neither waits for the other's lock.
create table invoice_opening (
  invoice_id bigint primary key,
  opened_at  timestamp(6) with time zone not null
);
