create index if not exists payment_attempt_receipt on payment_attempt (id) where receipt = 'PENDING';
create index if not exists refund_receipt on refund (id) where receipt = 'PENDING';
