-- What went back to payers stands on the invoice, as what was paid does; until now only the bank's operations told.
alter table invoice add column if not exists refunded bigint default 0 not null;
update invoice set refunded = (
    select coalesce(sum(o.amount), 0) from bank_operation o
     where o.invoice_id = invoice.id and o.kind = 'REFUND' and o.currency = invoice.currency)
  where id in (select o.invoice_id from bank_operation o where o.kind = 'REFUND');
