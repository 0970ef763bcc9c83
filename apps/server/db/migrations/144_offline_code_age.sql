-- Codes are removed by their age.
create index offline_codes_age_index on visits.offline_codes (issued_at);
