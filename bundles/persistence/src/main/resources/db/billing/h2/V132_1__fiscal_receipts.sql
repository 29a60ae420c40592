create index if not exists payment_attempt_receipt on payment_attempt (receipt);
create index if not exists refund_receipt on refund (receipt);
