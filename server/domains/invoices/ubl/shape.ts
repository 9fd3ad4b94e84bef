// The elements of UBL that are kept, as a tree: what is not named here is passed over unread.

import type { Attributes, Name } from './namespaces.ts';
import type { XmlBytes } from './parser.ts';

const CBC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2';
const CAC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2';

/** May hold megabytes of base64: not even collected. */
const ATTACHMENT = 'Attachment';

export type Shape = {
  readonly uri: string;
  readonly children: ReadonlyMap<string, Shape>;
  readonly enter: ((xml: XmlBytes) => void) | null;
  /** What is done with the text of a leaf, white space around it taken away. */
  readonly value: ((text: string, attributes: Attributes) => void) | null;
  readonly leave: ((xml: XmlBytes) => void) | null;
};

export type Children = Readonly<Record<string, Shape>>;

/** A leaf of the common basic components. */
export function leaf(
  value: (text: string, attributes: Attributes) => void,
  enter: ((xml: XmlBytes) => void) | null = null,
): Shape {
  return { uri: CBC, children: new Map(), enter, value, leave: null };
}

/** An element of the common aggregate components. */
export function branch(
  children: Children,
  on: { enter?: (xml: XmlBytes) => void; leave?: (xml: XmlBytes) => void } = {},
): Shape {
  return {
    uri: CAC,
    children: new Map(Object.entries(children)),
    enter: on.enter ?? null,
    value: null,
    leave: on.leave ?? null,
  };
}

/** A VAT category as it is compared and kept: its codes are of one to three ASCII letters. */
export function categoryText(text: string): string {
  return text.slice(0, 3).replace(/[^ -~]/g, '?');
}

/** Walks a document along a shape. */
export class Walker {
  private readonly xml: XmlBytes;
  private readonly stack: Shape[] = [];
  private current: Shape;
  private skipped = 0;
  private text = '';
  private attributes: Attributes = {};

  constructor(xml: XmlBytes, root: Shape) {
    this.xml = xml;
    this.current = root;
  }

  open(name: Name, attributes: Attributes): void {
    if (this.skipped > 0) {
      this.skipped += 1;
      return;
    }
    const next = this.current.children.get(name.local);
    if (next?.uri !== name.uri) {
      this.skipped = 1;
      if (name.local === ATTACHMENT) this.xml.setSilent(true);
      return;
    }
    this.stack.push(this.current);
    this.current = next;
    this.attributes = attributes;
    this.text = '';
    if (next.enter !== null) next.enter(this.xml);
  }

  read(bytes: string): void {
    if (this.skipped === 0 && this.current.value !== null) this.text += bytes;
  }

  close(): void {
    if (this.skipped > 0) {
      this.skipped -= 1;
      if (this.skipped === 0) this.xml.setSilent(false);
      return;
    }
    const { value, leave } = this.current;
    if (value !== null) value(this.xml.decode(this.text).trim(), this.attributes);
    if (leave !== null) leave(this.xml);
    this.current = this.stack.pop() ?? this.current;
  }
}
