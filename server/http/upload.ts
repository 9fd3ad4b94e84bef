// Multipart bodies, read as they come: each file is handed on as a stream, in order, and nothing of it
// is held in memory. On a page the form's token is the first part, looked at before a byte is kept.

import type { Request } from 'express';
import type { Readable } from 'node:stream';
import multer from 'multer';
import { Refusal } from '../kernel/refusal.ts';
import { CSRF_FIELD } from './csrf.ts';

/** A file that is on its way. Its stream is read to its end, or the upload is refused. */
export type IncomingFile = {
  readonly field: string;
  readonly name: string;
  readonly stream: Readable;
};

export type UploadRules<Kept> = {
  readonly maxFiles: number;
  readonly maxFileBytes: number;
  /** Asked before the first file with the token that came; null for calls with a bearer token. */
  readonly demandToken: ((token: unknown) => void) | null;
  /** Keeps one file. What it throws ends the upload at once. */
  readonly onFile: (file: IncomingFile) => Promise<Kept>;
};

export type ReadUpload<Kept> = {
  /** The text parts, without the form's token. */
  readonly fields: Readonly<Record<string, string>>;
  /** What `onFile` made of each file, in the order of the parts. */
  readonly files: readonly Kept[];
};

const MAX_FIELDS = 100;
const MAX_FIELD_BYTES = 100_000;
/** Room for headers of parts and for fields, when a body's stated length is looked at. */
const OVERHEAD_BYTES = 1_000_000;

/**
 * Reads a multipart body. Refuses `file.too-large` (413) as soon as that is seen, from the stated
 * length or from the bytes; `csrf.invalid`; `body.malformed` for what is no multipart body.
 */
export async function readUpload<Kept>(
  request: Request,
  rules: UploadRules<Kept>,
): Promise<ReadUpload<Kept>> {
  demandStatedLength(request, rules);
  if (request.is('multipart/form-data') === false) {
    throw new Refusal('malformed', 'body.malformed');
  }
  const files: Kept[] = [];
  await new Promise<void>((resolve, reject) => {
    const fail = (error: unknown) => {
      reject(asRefusal(error, rules));
      hangUp(request);
    };
    const parser = multer({
      storage: oneAfterAnother(rules, files, fail),
      limits: {
        files: rules.maxFiles,
        fields: MAX_FIELDS,
        fieldSize: MAX_FIELD_BYTES,
        fieldNestingDepth: 0,
        fileSize: rules.maxFileBytes,
      },
      fileFilter: (asked, _file, accept) => {
        try {
          rules.demandToken?.(fieldsOf(asked)[CSRF_FIELD]);
          accept(null, true);
        } catch (error) {
          fail(error);
          accept(null, false);
        }
      },
      defParamCharset: 'utf8',
    } as multer.Options).any();
    void parser(request, request.res as never, (error?: unknown) => {
      if (error === undefined || error === null) resolve();
      else fail(error);
    });
  });
  // A body without any file has had no token looked at yet.
  const { [CSRF_FIELD]: token, ...fields } = fieldsOf(request);
  rules.demandToken?.(token);
  return { fields, files };
}

/** Parts come one after another; so do their keepers, whatever each of them waits for. */
function oneAfterAnother<Kept>(
  rules: UploadRules<Kept>,
  files: Kept[],
  fail: (error: unknown) => void,
): multer.StorageEngine {
  let previous: Promise<unknown> = Promise.resolve();
  return {
    _handleFile: (_request, file, done) => {
      const keep = async () => {
        const incoming = { field: file.fieldname, name: file.originalname, stream: file.stream };
        files.push(await rules.onFile(incoming));
        done(null, {});
      };
      previous = previous.then(keep).catch((error: unknown) => {
        fail(error);
        file.stream.resume();
        done(error);
      });
    },
    _removeFile: (_request, _file, done) => {
      done(null);
    },
  };
}

function demandStatedLength(request: Request, rules: UploadRules<unknown>): void {
  const stated = Number(request.get('Content-Length') ?? 0);
  if (stated > rules.maxFiles * rules.maxFileBytes + OVERHEAD_BYTES) {
    hangUp(request);
    throw tooLarge(rules);
  }
}

/** The answer goes out while the rest of the body is still coming; nobody waits for that rest. */
function hangUp(request: Request): void {
  const { res: response } = request;
  if (response === undefined || response.headersSent) return;
  response.set('Connection', 'close');
  response.once('finish', () => {
    setTimeout(() => request.destroy(), 500).unref();
  });
}

function fieldsOf(request: { readonly body?: unknown }): Record<string, string> {
  const entries = Object.entries((request.body ?? {}) as Record<string, unknown>);
  if (entries.some(([, value]) => typeof value !== 'string')) {
    throw new Refusal('malformed', 'body.invalid');
  }
  return Object.fromEntries(entries) as Record<string, string>;
}

function asRefusal(error: unknown, rules: UploadRules<unknown>): Error {
  if (error instanceof multer.MulterError) {
    if (error.code === 'LIMIT_FILE_SIZE') return tooLarge(rules);
    return new Refusal('malformed', 'body.invalid', {
      errors: [{ column: error.field ?? '', code: 'body.invalid' }],
    });
  }
  if (error instanceof Refusal) return error;
  const failed = error instanceof Error ? error : new Error('an upload broke off');
  // What busboy says about a body is the sender's fault; what a keeper throws is ours.
  return /^(Unexpected end of form|Malformed|Multipart|Request (aborted|closed))/.test(
    failed.message,
  )
    ? new Refusal('malformed', 'body.malformed')
    : failed;
}

function tooLarge(rules: UploadRules<unknown>): Refusal {
  return new Refusal('too-large', 'file.too-large', { args: { maxBytes: rules.maxFileBytes } });
}
