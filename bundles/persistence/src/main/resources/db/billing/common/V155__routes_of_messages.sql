-- The stations that a message has before it, as JSON; null once it has gone on, or has nowhere to go.
alter table message add column onward text;
alter table message add column wait_seconds int;
alter table message add column go_on_at timestamp(6) with time zone;
-- The same for all messages to one customer about the same matter, whichever way they go.
alter table message add column delivery varchar(200);
update message set delivery = dedup_key, onward = '[{"channel":"' || fallback || '","addresses":["' || address || '"],"template":{"value":'
    || template_id || '},"version":' || template_version || ',"onlyIfUnreachable":false}]'
    where fallback is not null and state in ('PENDING', 'RETRY_WAIT', 'HELD', 'SENDING', 'ACCEPTED', 'UNCERTAIN')
    and not exists (select 1 from message after where after.fallback_of = message.id
        and after.customer_id = message.customer_id);
alter table message drop column fallback;
