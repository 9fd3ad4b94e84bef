export const up = `INSERT INTO service_types (code, name, namespace, vat_rate) VALUES
  ('mobile', 'Mobiltelefon', 'e164', 25),
  ('extension', 'Anknytning', 'extension', 25),
  ('mobile_broadband', 'Mobilt bredband', 'e164', 25),
  ('m2m', 'Maskin till maskin', 'e164', 25),
  ('special', 'Särskild tjänst', 'service_id', 25)`;
export const down =
  "DELETE FROM service_types WHERE code IN ('mobile', 'extension', 'mobile_broadband', 'm2m', 'special')";
