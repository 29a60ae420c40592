-- Under whose details an invoice was paid stands on the invoice, so that a payment writes one row less. Versions are never
-- deleted: a key to them would make all payments of a moment lock the same row.
alter table invoice add column issuer_branch_id bigint;
alter table invoice add column issuer_version bigint;
update invoice set
  issuer_branch_id = (select k.branch_id from invoice_issuer k where k.invoice_id = invoice.id),
  issuer_version = (select k.version from invoice_issuer k where k.invoice_id = invoice.id)
  where id in (select invoice_id from invoice_issuer);
drop table invoice_issuer;
