export const up = `INSERT INTO wait_policies
  (kind, remind_after_hours, remind_again_after_hours, escalate_after_hours, who, escalate_to) VALUES
  ('invoice-expected', 0, 48, 72, 'administrator', 'finance'),
  ('invoice-specification', 48, 48, 72, 'administrator', 'finance'),
  ('invoice-e-invoice', 48, 48, 72, 'administrator', 'finance'),
  ('invoice-decision', 48, 48, 72, 'administrator', 'finance'),
  ('month-waiting', 24, 24, 24, 'finance', 'administrator'),
  ('month-red-list', 24, 24, 24, 'administrator', 'finance'),
  ('month-preview', 24, 24, 24, 'finance', 'administrator'),
  ('month-invoicing', 24, 24, 24, 'finance', 'administrator'),
  ('month-awaiting-receipt', 24, 24, 24, 'finance', 'administrator'),
  ('month-paused', 72, 72, 96, 'finance', 'administrator')`;
export const down = 'DELETE FROM wait_policies';
