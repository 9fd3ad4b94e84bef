// As much of XML as an e-invoice needs: a tree of elements with the place of each. No namespaces:
// names are without their prefix.

export type Element = {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
  readonly byteFrom: number;
  readonly byteTo: number;
};

type Open = { -readonly [K in keyof Element]: Element[K] } & { children: Element[] };

const TAG = /<(\/?)([^\s<>/?!]+)([^<>]*?)(\/?)>/g;

/** The root element. The file is taken to be well formed. */
export function xmlRoot(bytes: Buffer): Element {
  const source = bytes.toString('latin1');
  const open: Open[] = [];
  let root: Element | undefined;
  let textFrom = 0;
  let line = 1;
  let counted = 0;
  for (const match of source.matchAll(TAG)) {
    const [tag, slash, qualified = '', rest = '', empty] = match;
    const end = match.index + tag.length;
    line += source.slice(counted, match.index).split('\n').length - 1;
    counted = match.index;
    const parent = open.at(-1);
    if (parent !== undefined) parent.text += decoded(source.slice(textFrom, match.index));
    textFrom = end;
    if (slash === '/') {
      const closed = open.pop();
      if (closed === undefined) throw new Error(`nothing to close: ${qualified}`);
      closed.byteTo = end;
      root = closed;
      continue;
    }
    const element = start(qualified, rest, { at: match.index, end, line });
    parent?.children.push(element);
    if (empty !== '/') open.push(element);
  }
  if (root === undefined) throw new Error('no element');
  return root;
}

function start(
  qualified: string,
  rest: string,
  { at, end, line }: { at: number; end: number; line: number },
): Open {
  const attributes = [...rest.matchAll(/([^\s=]+)="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, decoded(value)] as const,
  );
  return {
    name: qualified.replace(/^.*:/, ''),
    text: '',
    children: [],
    attributes: Object.fromEntries(attributes),
    line,
    byteFrom: at,
    byteTo: end,
  };
}

/** The elements at the end of a path of names, `Item/Name`. */
export function all(element: Element, path: string): Element[] {
  return path
    .split('/')
    .reduce<Element[]>(
      (found, name) =>
        found.flatMap(({ children }) => children.filter((child) => child.name === name)),
      [element],
    );
}

/** The text at the end of a path, or an empty one. */
export function text(element: Element, path: string): string {
  return all(element, path)[0]?.text.trim() ?? '';
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function decoded(raw: string): string {
  return Buffer.from(raw, 'latin1')
    .toString('utf8')
    .replaceAll(/&([#\w]+);/g, (_, name: string) => {
      if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
      if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
      return ENTITIES[name] ?? '';
    });
}
