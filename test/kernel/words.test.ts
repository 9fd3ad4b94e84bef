import { expect } from 'chai';
import { QUEUE, defineFlow, defineSignal } from '../../server/kernel/flow.ts';
import { Refusal, notFound } from '../../server/kernel/refusal.ts';
import { ALLOWED, demand, notAllowed } from '../../server/kernel/verdict.ts';

describe('verdict and refusal', () => {
  it('lets a yes pass in silence', () => {
    expect(() => {
      demand(ALLOWED);
    }).not.to.throw();
  });

  it('throws a no with its kind, code and details', () => {
    const no = notAllowed('conflict', 'order.already-decided', { url: '/orders/1', state: 'sent' });
    try {
      demand(no);
      expect.fail('it passed');
    } catch (error) {
      expect(error).to.be.instanceOf(Refusal);
      const refusal = error as Refusal;
      expect(refusal.kind).to.equal('conflict');
      expect(refusal.code).to.equal('order.already-decided');
      expect(refusal.details).to.deep.equal({ url: '/orders/1', state: 'sent' });
    }
  });

  it('says the same whether something is missing or hidden', () => {
    expect(notFound()).to.include({ kind: 'not-found', code: 'not-found', name: 'Refusal' });
  });
});

describe('flow', () => {
  it('names a process by its business key, on the one queue', () => {
    const flow = defineFlow<{ month: string }>({
      name: 'billingMonth',
      idOf: ({ month }) => `billing-month:${month}`,
    });
    expect(flow.queue).to.equal(QUEUE);
    expect(flow.idOf({ month: '2026-10' })).to.equal('billing-month:2026-10');
    expect(defineSignal<{ by: string }>('approved').name).to.equal('approved');
  });
});
