// The columns of directory's tables as its readers name them.

export const PARTY = `id, version, code, name, organisation_number AS organisationNumber,
  vat_number AS vatNumber, address, postal_code AS postalCode, city, email, reference,
  terms_days AS termsDays, rounds_to_kronor AS rounding, channel`;

export const PERSON = `id, version, email, name, unit, employee_no AS employeeNumber,
  manager_email AS managerEmail, profile, is_protected AS isProtected,
  valid_from_on AS validFrom, valid_to_on AS validTo`;

export const COST_CENTRE = `id, version, code, name, unit, valid_from_on AS validFrom,
  valid_to_on AS validTo, owner_email AS ownerEmail, coordinator_email AS coordinatorEmail,
  code_string AS codeString, counterpart, vat, channel, successor`;
