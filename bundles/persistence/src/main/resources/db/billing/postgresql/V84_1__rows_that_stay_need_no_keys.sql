-- Merchant accounts are never deleted. Keys to them made all payments of a moment lock the same row, one after the other's trace.
alter table bank_operation drop constraint bank_operation_merchant_account_id_fkey;
alter table webhook_inbox drop constraint webhook_inbox_merchant_account_id_fkey;
