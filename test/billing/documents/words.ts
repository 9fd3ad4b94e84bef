// The documents' catalogue in one language, for tests.

import { readFileSync } from 'node:fs';
import { createInstance } from 'i18next';
import type { DocumentLang, Words } from '../../../server/domains/billing/documents/words.ts';

export function wordsIn(lang: DocumentLang): Words {
  const file = new URL(`../../../config/locales/${lang}/documents.json`, import.meta.url);
  const catalogue = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const i18n = createInstance();
  void i18n.init({
    lng: lang,
    ns: ['documents'],
    resources: { [lang]: { documents: catalogue } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return (key, args) => {
    if (!i18n.exists(key)) throw new Error(`no such words: ${key}`);
    return i18n.t(key, args ?? {});
  };
}
