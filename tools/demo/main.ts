// `npm run demo -- --size story|gavle [--month YYYY-MM]`: fills an empty installation with the
// demonstration municipality, or goes on with a filling that was cut off. Registers and inbox need
// nothing but the database; the closed months run where a worker is.

import { compose } from '../../server/compose.ts';
import { isMonth, type Month } from '../../server/kernel/calendar.ts';
import { createClock } from '../../server/platform/clock.ts';
import { Misuse, readArguments, runCommand } from '../commands/running.ts';
import { withInstance, type Instance } from '../dev/instance.ts';
import { fillInbox, fillMonths, fillRegisters, type Filling } from './fill.ts';
import { createHouseApi, mayFill, rememberPeople } from './house-api.ts';
import { createMunicipality, SIZES, type Size } from './municipality.ts';
import { monthBefore } from './timeline.ts';

const USAGE = 'npm run demo -- --size story|gavle [--month YYYY-MM]';
/** The first time, Temporal may have to be built before the months can run. */
const PATIENCE_MS = 60 * 60_000;

type Order = { readonly size: Size; readonly month: Month };

runCommand(async () => {
  const order = readOrder();
  await withInstance((instance) => fill(instance, order));
});

function readOrder(): Order {
  const text = { type: 'string' } as const;
  const { values } = readArguments({ size: text, month: text }, USAGE);
  const size = SIZES.find((each) => each === values.size);
  const month = values.month ?? monthBefore(createClock().today());
  if (size === undefined || !isMonth(month)) {
    throw new Misuse(`Usage: ${USAGE}`);
  }
  return { size, month };
}

async function fill({ config, settings, isRunning }: Instance, order: Order): Promise<void> {
  const house = compose(config, 'demo');
  try {
    const { people } = createMunicipality(order.size, order.month).registers;
    const wanted = { month: order.month, people: new Set(people.map(({ email = '' }) => email)) };
    if (!(await mayFill(house, wanted))) {
      throw new Misuse('Installationen är inte tom: npm run demo:reset tömmer den.');
    }
    const filling: Filling = {
      ...order,
      api: createHouseApi(house),
      say: (line) => {
        console.log(line);
      },
      patienceMs: PATIENCE_MS,
    };
    await fillRegisters(filling);
    await rememberPeople(house);
    if (isRunning || settings['TEMPORAL_ADDRESS'] !== undefined) {
      await fillMonths(filling);
      return;
    }
    await fillInbox(filling);
    console.log('Månaderna körs när npm start går med samma data.');
  } finally {
    await house.db.close();
  }
}
