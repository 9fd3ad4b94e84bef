// Everything that differs between machines, by one schema. The only reader of the environment; all
// faults are told together, and production refuses what is faked, unset or unsafe.

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const flag = z.enum(['yes', 'no']);
const milliseconds = (byDefault: number) => z.coerce.number().int().min(100).default(byDefault);
const database = z.string().regex(/^(mysql|mariadb):\/\/.+\/.+/, 'is not mysql://…/database');
const isHost = (url: string) => URL.canParse(url) && new URL(url).pathname === '/';
const certificates = (most: number) =>
  z.string().refine(isReadable(demandCertificates(most)), 'is no certificate in PEM');
const privateKey = z.string().refine(isReadable(createPrivateKey), 'is no private key in PEM');

const EnvironmentSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  BASE_URL: z.url().refine(isHost, 'has a path').default('http://localhost:3000'),
  DATABASE_URL: database,
  MIGRATION_DATABASE_URL: database.optional(),
  TEMPORAL_ADDRESS: z.string().min(1).default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  TEMPORAL_TLS: flag.default('no'),
  TEMPORAL_API_KEY: z.string().min(1).optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/./, 'is not smtp://…')
    .default('smtp://127.0.0.1:1025'),
  MAIL_FROM: z.email('is not one address').default('jarnkoll@example.test'),
  SAML_IDP_ENTITY_ID: z.string().min(1).optional(),
  SAML_IDP_SSO_URL: z.url().optional(),
  SAML_IDP_LOGOUT_URL: z.url().optional(),
  SAML_IDP_CERTIFICATES: certificates(2).optional(),
  SAML_SP_ENTITY_ID: z.string().min(1).optional(),
  SAML_SP_PRIVATE_KEY: privateKey.optional(),
  SAML_SP_CERTIFICATE: certificates(1).optional(),
  SAML_ATTRIBUTE_EMAIL: z.string().min(1).default('email'),
  SAML_ATTRIBUTE_NAME: z.string().min(1).default('name'),
  SAML_ATTRIBUTE_GROUPS: z.string().min(1).default('groups'),
  SAML_ROLES: z.string().default(''),
  SESSION_SECRET: z.string().min(32).optional(),
  DATA_FOLDER: z.string().min(1).default('.data'),
  INBOX_FOLDER: z.string().min(1).optional(),
  LEDGER_OUTBOX_FOLDER: z.string().min(1).optional(),
  LEDGER_RECEIPTS_FOLDER: z.string().min(1).optional(),
  UPLOAD_MAX_BYTES: z.coerce.number().int().min(1).default(200_000_000),
  TRUST_PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  DATABASE_SETTINGS: z.enum(['durable', 'fast']).default('durable'),
  WORKFLOW_BUNDLE: z.string().min(1).optional(),
  WORKER_STICKY_MS: milliseconds(10_000),
  ACTIVITY_HEARTBEAT_MS: milliseconds(30_000),
  ACTIVITY_TIMEOUT_MS: milliseconds(600_000),
  MONTH_SCHEDULE: flag.default('yes'),
  DEMO: z.enum(['gavle', 'story', 'none']).default('gavle'),
  FAULT_POINT: z.string().min(1).optional(),
});

type Environment = z.output<typeof EnvironmentSchema>;

export const ENVIRONMENT_KEYS: readonly string[] = Object.keys(EnvironmentSchema.shape);

/** All the configuration there is, frozen. Secrets may come as files, `NAME_FILE`. */
export type Config = ReturnType<typeof toConfig>;

/** Reads the environment once. Throws one Error that lists every fault. */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const { values, faults } = readSecretFiles(env);
  const parsed = EnvironmentSchema.safeParse(values);
  if (values['NODE_ENV'] === 'production') faults.push(...productionFaults(values, env));
  if (!parsed.success) faults.push(...parsed.error.issues.flatMap(faultOf(faults)));
  if (!parsed.success || faults.length > 0) throw new Error(listOf(faults));
  return deepFreeze(toConfig(parsed.data));
}

/** The configuration of a process that starts: what is wrong with it is told, and the process ends. */
export function demandConfig(): Config {
  try {
    return loadConfig();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** A variable that is named already is not named twice. */
function faultOf(named: readonly string[]) {
  return ({ path: at, message }: z.core.$ZodIssue): string[] => {
    const key = at.join('.');
    return named.some((fault) => fault.startsWith(`${key}:`)) ? [] : [`${key}: ${message}`];
  };
}

function readSecretFiles(env: Readonly<Record<string, string | undefined>>) {
  const values: Record<string, string> = {};
  const faults: string[] = [];
  for (const key of ENVIRONMENT_KEYS) {
    const value = env[key];
    const file = env[`${key}_FILE`];
    if (value !== undefined && value !== '') values[key] = value;
    else if (file !== undefined && file !== '') {
      try {
        values[key] = readFileSync(file, 'utf8').trim();
      } catch {
        faults.push(`${key}_FILE: the file cannot be read`);
      }
    }
  }
  return { values, faults };
}

const MUST_BE_SET = [
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'TEMPORAL_ADDRESS',
  'BASE_URL',
  'SMTP_URL',
  'MAIL_FROM',
  'SAML_IDP_ENTITY_ID',
  'SAML_IDP_SSO_URL',
  'SAML_IDP_CERTIFICATES',
  'SAML_SP_ENTITY_ID',
  'SAML_SP_PRIVATE_KEY',
  'SAML_SP_CERTIFICATE',
  'SAML_ROLES',
  'SESSION_SECRET',
  'DATA_FOLDER',
  'LEDGER_OUTBOX_FOLDER',
  'WORKFLOW_BUNDLE',
  'METRICS_TOKEN',
] as const;

/** In production nothing is left to a default that suits a laptop, and nothing is faked. */
function productionFaults(
  values: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  const isSet = (key: string) => (env[key] ?? env[`${key}_FILE`] ?? '') !== '';
  const faults = MUST_BE_SET.filter((key) => !isSet(key)).map(
    (key) => `${key}: must be set in production`,
  );
  const { BASE_URL, DEMO = 'none', FAULT_POINT, DATABASE_SETTINGS = 'durable' } = values;
  if (Number(values['TRUST_PROXY_HOPS'] ?? 0) < 1) {
    faults.push('TRUST_PROXY_HOPS: must be 1 or more: https ends at a proxy in front of us');
  }
  if (BASE_URL?.startsWith('https://') === false) {
    faults.push('BASE_URL: must be https in production');
  }
  if (DEMO !== 'none') faults.push('DEMO: there is none in production');
  if (FAULT_POINT !== undefined) faults.push('FAULT_POINT: is for tests only');
  if (DATABASE_SETTINGS !== 'durable') faults.push('DATABASE_SETTINGS: must be durable');
  return faults;
}

function toConfig(env: Environment) {
  const data = path.resolve(env.DATA_FOLDER);
  return {
    production: env.NODE_ENV === 'production',
    test: env.NODE_ENV === 'test',
    port: env.PORT,
    baseUrl: env.BASE_URL.replace(/\/$/, ''),
    trustProxyHops: env.TRUST_PROXY_HOPS,
    logLevel: env.LOG_LEVEL,
    metricsToken: env.METRICS_TOKEN ?? null,
    sessionSecret: env.SESSION_SECRET ?? 'only-for-development-never-in-production',
    database: {
      url: env.DATABASE_URL,
      migrationUrl: env.MIGRATION_DATABASE_URL ?? env.DATABASE_URL,
      settings: env.DATABASE_SETTINGS,
    },
    temporal: {
      address: env.TEMPORAL_ADDRESS,
      namespace: env.TEMPORAL_NAMESPACE,
      tls: env.TEMPORAL_TLS === 'yes',
      apiKey: env.TEMPORAL_API_KEY ?? null,
    },
    worker: {
      bundle: env.WORKFLOW_BUNDLE ?? null,
      stickyMs: env.WORKER_STICKY_MS,
      heartbeatMs: env.ACTIVITY_HEARTBEAT_MS,
      timeoutMs: env.ACTIVITY_TIMEOUT_MS,
      monthSchedule: env.MONTH_SCHEDULE === 'yes',
    },
    mail: { url: env.SMTP_URL, from: env.MAIL_FROM },
    saml: {
      idpEntityId: env.SAML_IDP_ENTITY_ID ?? null,
      ssoUrl: env.SAML_IDP_SSO_URL ?? null,
      logoutUrl: env.SAML_IDP_LOGOUT_URL ?? null,
      idpCertificates: env.SAML_IDP_CERTIFICATES?.match(CERTIFICATE) ?? null,
      spEntityId: env.SAML_SP_ENTITY_ID ?? `${env.BASE_URL.replace(/\/$/, '')}/saml/metadata`,
      spPrivateKey: env.SAML_SP_PRIVATE_KEY ?? null,
      spCertificate: env.SAML_SP_CERTIFICATE ?? null,
      roles: env.SAML_ROLES,
      attributes: {
        email: env.SAML_ATTRIBUTE_EMAIL,
        name: env.SAML_ATTRIBUTE_NAME,
        groups: env.SAML_ATTRIBUTE_GROUPS,
      },
    },
    folders: {
      data,
      files: path.join(data, 'files'),
      assets: path.join(data, 'assets'),
      documents: path.join(data, 'documents'),
      inbox: path.resolve(env.INBOX_FOLDER ?? path.join(data, 'inbox')),
      ledgerOutbox: path.resolve(env.LEDGER_OUTBOX_FOLDER ?? path.join(data, 'ledger', 'outbox')),
      ledgerReceipts: path.resolve(
        env.LEDGER_RECEIPTS_FOLDER ?? path.join(data, 'ledger', 'receipts'),
      ),
    },
    uploadMaxBytes: env.UPLOAD_MAX_BYTES,
    demo: env.DEMO,
    faultPoint: env.FAULT_POINT ?? null,
  } as const;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Holds that a text has one certificate, or up to so many. */
function demandCertificates(most: number) {
  return (text: string): void => {
    const found = text.match(CERTIFICATE) ?? [];
    if (found.length < 1 || found.length > most) throw new RangeError('none, or too many');
    for (const each of found) new X509Certificate(each);
  };
}

function isReadable(read: (text: string) => unknown): (text: string) => boolean {
  return (text) => {
    try {
      read(text);
      return true;
    } catch {
      return false;
    }
  };
}

function listOf(faults: readonly string[]): string {
  return `Järnkoll cannot start with this configuration:\n${faults.map((fault) => `  ${fault}`).join('\n')}`;
}

function deepFreeze<T extends object>(value: T): T {
  for (const each of Object.values(value)) {
    if (typeof each === 'object' && each !== null) deepFreeze(each as object);
  }
  return Object.freeze(value);
}
