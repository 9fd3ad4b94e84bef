// Outside production a page's model is looked at through this glass: a field that a template names
// and a page builder forgot is an error, not an empty place.

import handlebars from 'handlebars';

/** What Handlebars itself asks of any value. */
const ASKED = new Set(['toHTML', 'toJSON', 'then', 'hash', 'fn', 'inverse']);

/**
 * The same value, but reading a key that it does not have throws with the path to it. Throws at once
 * for anything but plain values: Handlebars shows nothing of a model's or a Map's fields.
 */
export function guarded<T>(value: T, path = 'page'): T {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof handlebars.SafeString) return value;
  const plain = copied(value, path);
  const seen = new Map<string, unknown>();
  return new Proxy(plain, {
    get: (target, key) => {
      if (typeof key === 'symbol') return Reflect.get(target, key) as unknown;
      if (!(key in target)) {
        if (ASKED.has(key)) return undefined;
        throw new Error(`a template wants "${path}.${key}", which the page does not have`);
      }
      if (!Object.hasOwn(target, key)) return Reflect.get(target, key) as unknown;
      if (!seen.has(key)) {
        seen.set(key, guarded(Reflect.get(target, key) as unknown, `${path}.${key}`));
      }
      return seen.get(key);
    },
  }) as T;
}

/** A proxy may not lie about frozen fields, so it stands before a copy. */
function copied(value: object, path: string): object {
  if (Array.isArray(value)) return [...(value as unknown[])];
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new Error(`"${path}" is no plain value`);
  }
  return { ...value };
}
