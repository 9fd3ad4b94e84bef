// An operator's file as data: the first version of details-latin1.
export const up = `INSERT INTO format_definitions (name, version, definition, made_at, made_by)
VALUES ('details-latin1', 1, '{ "name": "details-latin1",
 "version": 1,
 "encoding": "iso-8859-1",
 "separator": "¤",
 "quoting": "none",
 "decimalSign": ",",
 "thousands": [],
 "dates": "DD.MM.YYYY",
 "columns": [
  { "name": "Fakturanummer", "field": "invoiceNumber", "required": true, "personal": false },
  { "name": "Fakturadato", "field": "issuedOn", "required": false, "personal": false },
  { "name": "Abonnementets_eierkonto", "field": "account", "required": true, "personal": false },
  { "name": "Eierkontoreferanse", "field": null, "required": false, "personal": false },
  { "name": "Konto_for_rollen_betalende_mobilnummer", "field": null, "required": false, "personal": false },
  { "name": "Mobilnummer", "field": "number", "required": true, "personal": false },
  { "name": "Organisasjonsnummer", "field": null, "required": false, "personal": false },
  { "name": "Brukerreferanse", "field": null, "required": false, "personal": true },
  { "name": "Brukerreferanse2", "field": null, "required": false, "personal": true },
  { "name": "Brukerreferanse3", "field": null, "required": false, "personal": true },
  { "name": "Hovedgruppe", "field": "mainGroup", "required": false, "personal": false },
  { "name": "Undergruppe", "field": "subgroup", "required": false, "personal": false },
  { "name": "Fakturatekst", "field": "text", "required": true, "personal": false },
  { "name": "Fakturalinjestartdato", "field": "periodFrom", "required": true, "personal": false },
  { "name": "Fakturalinjesluttdato", "field": "periodTo", "required": true, "personal": false },
  { "name": "Varighet", "field": null, "required": false, "personal": false },
  { "name": "Antall", "field": null, "required": false, "personal": false },
  { "name": "Volume", "field": null, "required": false, "personal": false },
  { "name": "Netto", "field": "net", "required": true, "personal": false },
  { "name": "MVA", "field": null, "required": false, "personal": false },
  { "name": "MVA_prosent", "field": "vatRate", "required": true, "personal": false }
 ]
}', '2026-11-24', 'system')`;
export const down = "DELETE FROM format_definitions WHERE name = 'details-latin1' AND version = 1";
