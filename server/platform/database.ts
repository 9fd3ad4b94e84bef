// The one way to MariaDB: Sequelize holds the pool, the transactions and the table definitions;
// sets and hot reads go straight to the driver as SQL. Nothing here knows a table.

import { Readable } from 'node:stream';
import { Sequelize, Transaction } from 'sequelize';
import mysql, { type Connection, type FieldPacket, type QueryOptions } from 'mysql2';
import { Refusal } from '../kernel/refusal.ts';
import type { Instant } from '../kernel/calendar.ts';

export type Tx = Transaction;

export type Database = {
  readonly sequelize: Sequelize;
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  rows: <T>(sql: string, values?: readonly unknown[], tx?: Tx) => Promise<T[]>;
  row: <T>(sql: string, values?: readonly unknown[], tx?: Tx) => Promise<T | null>;
  run: (sql: string, values?: readonly unknown[], tx?: Tx) => Promise<Written>;
  insertMany: (
    table: string,
    columns: readonly string[],
    rows: readonly (readonly unknown[])[],
    tx?: Tx,
  ) => Promise<void>;
  load: (
    table: string,
    columns: readonly string[],
    lines: AsyncIterable<Buffer>,
    tx?: Tx,
  ) => Promise<number>;
  stream: <T>(sql: string, values?: readonly unknown[]) => AsyncIterable<T>;
  close: () => Promise<void>;
};

export type Written = { readonly affectedRows: number; readonly insertId: number };

/** mysql://user:password@host:port/name, or `…@localhost/name?socketPath=/path` for a socket. */
export type DatabaseAddress = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly name: string;
  readonly socketPath: string | null;
};

const ROWS_PER_INSERT = 2000;
const BYTES_PER_INSERT = 4_000_000;
const ATTEMPTS = 6;
/** 1020 snapshot lost, 1205 lock wait, 1213 deadlock: the loser may simply try again. */
const WORTH_A_RETRY = new Set([1020, 1205, 1213]);
/** Strict, and the same everywhere: what is refused in production is refused in tests. */
const SESSION_SQL =
  "SET SESSION sql_mode='STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION," +
  "NO_ZERO_DATE,NO_ZERO_IN_DATE,ONLY_FULL_GROUP_BY', time_zone='+00:00', innodb_snapshot_isolation=ON";

/** Reads an address. Throws a TypeError for what is not mysql:// or has no database name. */
export function parseDatabaseUrl(url: string): DatabaseAddress {
  const parsed = new URL(url);
  const name = decodeURIComponent(parsed.pathname.slice(1));
  if (!['mysql:', 'mariadb:'].includes(parsed.protocol) || name === '') {
    throw new TypeError('DATABASE_URL is not mysql://user:password@host/database');
  }
  return {
    host: parsed.hostname,
    port: parsed.port === '' ? 3306 : Number(parsed.port),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    name,
    socketPath: parsed.searchParams.get('socketPath'),
  };
}

/** Opens a pool. Nothing is connected before the first query. */
export function openDatabase(url: string, { maxConnections = 10 } = {}): Database {
  const sequelize = connectSequelize(parseDatabaseUrl(url), maxConnections);
  const using = async <T>(tx: Tx | undefined, work: (c: Connection) => Promise<T>): Promise<T> => {
    if (tx !== undefined) return work(connectionOf(tx));
    const connection = (await sequelize.connectionManager.getConnection({
      type: 'write',
    })) as Connection;
    try {
      return await work(connection);
    } finally {
      sequelize.connectionManager.releaseConnection(connection);
    }
  };
  const query = (sql: string, values: readonly unknown[], tx?: Tx) =>
    using(tx, (connection) => send(connection, { sql, values: [...values] }));

  return {
    sequelize,
    transaction: (work) => transact(sequelize, work),
    rows: async <T>(sql: string, values: readonly unknown[] = [], tx?: Tx) =>
      (await query(sql, values, tx)) as T[],
    row: async <T>(sql: string, values: readonly unknown[] = [], tx?: Tx) =>
      ((await query(sql, values, tx)) as T[])[0] ?? null,
    run: async (sql, values = [], tx) => toWritten(await query(sql, values, tx)),
    insertMany: async (table, columns, rows, tx) => {
      await using(tx, async (connection) => {
        for (const chunk of inChunks(rows)) {
          await send(connection, {
            sql: `INSERT INTO ${table} (${columns.join(', ')}) VALUES ?`,
            values: [chunk],
          });
        }
      });
    },
    load: (table, columns, lines, tx) =>
      using(tx, async (connection) => {
        const options: QueryOptions = {
          sql:
            `LOAD DATA LOCAL INFILE 'lines' INTO TABLE ${table} CHARACTER SET utf8mb4 ` +
            `FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' ` +
            `(${columns.join(', ')})`,
          infileStreamFactory: () => Readable.from(lines, { objectMode: false }),
        };
        return toWritten(await send(connection, options)).affectedRows;
      }),
    stream: <T>(sql: string, values: readonly unknown[] = []) =>
      streamRows<T>(sequelize, sql, values),
    close: () => sequelize.close(),
  };
}

/** A moment as the driver wants it for a DATETIME(3) column. */
export function instantSql(at: Instant): Date {
  return new Date(at);
}

function connectSequelize(address: DatabaseAddress, maxConnections: number): Sequelize {
  return new Sequelize(address.name, address.user, address.password, {
    dialect: 'mysql',
    host: address.host,
    port: address.port,
    logging: false,
    timezone: '+00:00',
    define: { timestamps: false, freezeTableName: true },
    pool: { max: maxConnections, min: 0, acquire: 60_000, idle: 30_000 },
    dialectOptions: {
      ...(address.socketPath === null ? {} : { socketPath: address.socketPath }),
      charset: 'utf8mb4',
      supportBigNumbers: true,
      maxPreparedStatements: 500,
      // Days stay text; moments too, until `castRow` makes them ISO.
      dateStrings: true,
    },
    hooks: {
      afterConnect: async (connection: unknown) => {
        // A question asked for each field of each row costs more than all that is read.
        (connection as { config: { typeCast: boolean } }).config.typeCast = true;
        await send(connection as Connection, { sql: SESSION_SQL });
      },
    },
  });
}

async function transact<T>(sequelize: Sequelize, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sequelize.transaction(
        { isolationLevel: Transaction.ISOLATION_LEVELS.REPEATABLE_READ },
        work,
      );
    } catch (error) {
      if (!isWorthARetry(error)) throw error;
      if (attempt >= ATTEMPTS) throw new Refusal('unavailable', 'database.busy');
      await new Promise((resolve) => setTimeout(resolve, 15 * attempt * (1 + Math.random())));
    }
  }
}

/** True for what the database says when two writers met: the loser may try the whole thing again. */
export function isWorthARetry(error: unknown): boolean {
  return WORTH_A_RETRY.has(errorNumber(error));
}

/** True when a UNIQUE key refused a row. */
export function isDuplicate(error: unknown): boolean {
  return errorNumber(error) === 1062;
}

/** True when the server could not be reached, or went away while it was asked: it may be back soon. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('parent' in error && isAway(error.parent)) return true;
  // The driver marks what has ended a connection.
  const isFatal = 'fatal' in error && error.fatal === true;
  return isFatal || error.name.startsWith('SequelizeConnection');
}

function errorNumber(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 0;
  if ('errno' in error && typeof error.errno === 'number') return error.errno;
  if ('parent' in error) return errorNumber(error.parent);
  return 0;
}

function connectionOf(tx: Tx): Connection {
  return (tx as unknown as { connection: Connection }).connection;
}

function send(connection: Connection, options: QueryOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    connection.query(options, (error, result, fields) => {
      if (error === null) resolve(castRows(result, fields));
      else reject(error);
    });
  });
}

const { DATETIME, TIMESTAMP, TINY } = mysql.Types;

type Cast = { readonly name: string; readonly cast: (value: unknown) => unknown };

/** Moments become ISO text, TINYINT(1) a boolean; all else the driver has read as it must be. */
function castsOf(fields: readonly FieldPacket[]): Cast[] {
  return fields.flatMap(({ name, columnType, columnLength }): Cast[] => {
    if (columnType === DATETIME || columnType === TIMESTAMP) {
      return [{ name, cast: (value) => toIso(value as string | null) }];
    }
    return columnType === TINY && columnLength === 1
      ? [{ name, cast: (value) => (value === null ? null : value !== 0) }]
      : [];
  });
}

function castRows(result: unknown, fields: readonly FieldPacket[] | undefined): unknown {
  if (!Array.isArray(result) || fields === undefined) return result;
  const casts = castsOf(fields);
  if (casts.length > 0) for (const row of result) castRow(row as Record<string, unknown>, casts);
  return result;
}

function castRow(row: Record<string, unknown>, casts: readonly Cast[]): void {
  for (const { name, cast } of casts) row[name] = cast(row[name]);
}

function toIso(text: string | null): string | null {
  if (text === null) return null;
  const [date, time = '00:00:00'] = text.split(' ');
  const [clock, fraction = ''] = time.split('.');
  return `${date ?? ''}T${clock ?? ''}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
}

function toWritten(result: unknown): Written {
  const { affectedRows = 0, insertId = 0 } = result as Partial<Written>;
  return { affectedRows, insertId };
}

/** Some thousand rows at a time, fewer where they are long, so that no packet grows too big. */
function* inChunks(rows: readonly (readonly unknown[])[]): Generator<(readonly unknown[])[]> {
  let chunk: (readonly unknown[])[] = [];
  let bytes = 0;
  for (const row of rows) {
    chunk.push(row);
    for (const value of row) bytes += typeof value === 'string' ? value.length : 12;
    if (chunk.length >= ROWS_PER_INSERT || bytes >= BYTES_PER_INSERT) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
  }
  if (chunk.length > 0) yield chunk;
}

async function* streamRows<T>(
  sequelize: Sequelize,
  sql: string,
  values: readonly unknown[],
): AsyncGenerator<T> {
  const connection = (await sequelize.connectionManager.getConnection({
    type: 'read',
  })) as Connection;
  let finished = false;
  try {
    let casts: readonly Cast[] = [];
    const query = connection.query({ sql, values: [...values] });
    query.on('fields', (fields) => (casts = castsOf([fields].flat())));
    for await (const row of query.stream()) {
      castRow(row as Record<string, unknown>, casts);
      yield row as T;
    }
    finished = true;
  } finally {
    // A reader that stops early leaves rows on the wire: such a connection is not given back.
    if (!finished) connection.destroy();
    sequelize.connectionManager.releaseConnection(connection);
  }
}
