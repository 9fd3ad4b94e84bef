// An operator's file as data: the first version of spec-utf8.
export const up = `INSERT INTO format_definitions (name, version, definition, made_at, made_by)
VALUES ('spec-utf8', 1, '{ "name": "spec-utf8",
 "version": 1,
 "encoding": "utf-8",
 "separator": ";",
 "quoting": "rfc4180",
 "decimalSign": ",",
 "thousands": [
  "\\\\u00a0",
  "\\\\u202f"
 ],
 "dates": "YYYY-MM-DD",
 "columns": [
  { "name": "Fakturanr", "field": "invoiceNumber", "required": true, "personal": false },
  { "name": "Fakturadatum", "field": "issuedOn", "required": false, "personal": false },
  { "name": "Kundnummer", "field": "account", "required": false, "personal": false },
  { "name": "Abonnemangsid", "field": "subscriptionId", "required": true, "personal": false },
  { "name": "Nummer", "field": "number", "required": true, "personal": false },
  { "name": "Referens", "field": null, "required": false, "personal": true },
  { "name": "Grupp", "field": "group", "required": false, "personal": false },
  { "name": "Text", "field": "text", "required": true, "personal": false },
  { "name": "Period från", "field": "periodFrom", "required": true, "personal": false },
  { "name": "Period till", "field": "periodTo", "required": true, "personal": false },
  { "name": "Antal", "field": null, "required": false, "personal": false },
  { "name": "Volym", "field": null, "required": false, "personal": false },
  { "name": "Enhet", "field": null, "required": false, "personal": false },
  { "name": "Belopp exkl moms", "field": "net", "required": true, "personal": false },
  { "name": "Moms %", "field": "vatRate", "required": true, "personal": false }
 ]
}', '2026-11-24', 'system')`;
export const down = "DELETE FROM format_definitions WHERE name = 'spec-utf8' AND version = 1";
