-- In ten thousandths of the currency's unit: tariffs of SMS have fractions of a kopeck.
alter table provider_account add column price_ten_thousandths bigint;
update provider_account set price_ten_thousandths = price_minor * case when currency in ('JPY', 'KRW', 'VND') then 10000 else 100 end;
alter table provider_account drop column price_minor;
