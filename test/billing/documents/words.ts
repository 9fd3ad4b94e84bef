// The documents' catalogue in one language, for tests.

import path from 'node:path';
import type { DocumentLang, Words } from '../../../server/domains/billing/documents/words.ts';
import { createTexts } from '../../../server/http/texts.ts';

const texts = createTexts(path.resolve(import.meta.dirname, '../../../config/locales'));

export function wordsIn(lang: DocumentLang): Words {
  return (key, args) => texts.t(lang, key, args);
}
