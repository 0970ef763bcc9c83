-- IDN-3: the picture that a customer chose, by its storage key; its address cannot be guessed, and it goes with the account.
alter table identity.customers add column picture text;
