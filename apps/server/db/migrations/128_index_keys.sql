-- PLT-8: the keys of the look-up hashes, each sealed with the newest master key. They outlive master keys, so that an
-- old one can be taken off the ring without making every hash anew.
create table kernel.index_keys (
  name text not null,
  key_sealed text not null,
  created_at timestamptz not null,
  constraint index_keys_pkey primary key (name)
);
