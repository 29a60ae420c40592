-- Room in each page for the next state of its rows, so that a change of state that no index knows of adds nothing to the indexes.
alter table invoice set (fillfactor = 85);
alter table payment_attempt set (fillfactor = 75);
