-- One address is one row, whatever capitals it was typed with.
delete from suppression where exists (
  select 1 from suppression other
   where other.channel = suppression.channel
     and lower(other.address) = lower(suppression.address)
     and other.address < suppression.address);
update suppression set address = lower(address) where address <> lower(address);
