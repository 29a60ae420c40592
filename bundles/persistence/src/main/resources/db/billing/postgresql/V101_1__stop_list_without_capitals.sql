-- A node of the version before may still write capitals, so they are compared without them.
create index suppression_small_letters on suppression (channel, lower(address));
