-- Messages that people write by hand are these templates, which hold nothing of their own; no branch lists them.
insert into template (id, version, branch_id, method, name, subject, body) values
  (1, 1, 0, 'EMAIL', '', '{message.subject}', '{message.text}'),
  (2, 1, 0, 'SMS', '', '', '{message.text}');
