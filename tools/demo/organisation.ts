// The top of the municipality's tree: its departments and the two companies beside it.

export const MUNICIPALITY = { code: 'NK', name: 'Norrviks kommun' } as const;

export type Department = {
  readonly code: string;
  readonly name: string;
  readonly counterpart: string;
  readonly activity: string;
};

export const DEPARTMENTS: readonly Department[] = [
  { code: 'KLF', name: 'Kommunledning', counterpart: '1', activity: '110' },
  { code: 'UTB', name: 'Utbildning', counterpart: '2', activity: '410' },
  { code: 'KUF', name: 'Kultur och fritid', counterpart: '2', activity: '310' },
  { code: 'OMV', name: 'Omvårdnad', counterpart: '3', activity: '510' },
  { code: 'SOC', name: 'Socialtjänst', counterpart: '3', activity: '560' },
  { code: 'SBF', name: 'Samhällsbyggnad', counterpart: '4', activity: '215' },
  { code: 'TEK', name: 'Teknik och miljö', counterpart: '4', activity: '250' },
  { code: 'RTJ', name: 'Räddningstjänst', counterpart: '4', activity: '270' },
  { code: 'ARB', name: 'Arbetsmarknad och vuxenutbildning', counterpart: '2', activity: '610' },
];

export const COMPANIES = [
  { code: 'NBAB', name: 'Norrviks Bostäder AB', counterpart: '5' },
  { code: 'NEAB', name: 'Norrviks Energi AB', counterpart: '6' },
] as const;

/** The code of the department, or the company itself. */
export function departmentOf(unitCode: string): string {
  return unitCode.split('-')[0] ?? unitCode;
}

export function isCompany(unitCode: string): boolean {
  return COMPANIES.some((company) => company.code === departmentOf(unitCode));
}

/** The counterpart of postings with a unit: its department's, or its company's. */
export function counterpartOf(unitCode: string): string {
  const code = departmentOf(unitCode);
  const all: readonly { readonly code: string; readonly counterpart: string }[] = [
    ...DEPARTMENTS,
    ...COMPANIES,
  ];
  return all.find((each) => each.code === code)?.counterpart ?? '1';
}
