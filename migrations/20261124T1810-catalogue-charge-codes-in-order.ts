// Of codes that match alike the first counts (interfaces.md §3), so there may be several.
export const up = `ALTER TABLE charge_codes
  DROP KEY charge_codes_match, ADD KEY charge_codes_match (supplier, match_text)`;
export const down = `ALTER TABLE charge_codes
  DROP KEY charge_codes_match, ADD UNIQUE KEY charge_codes_match (supplier, match_text)`;
