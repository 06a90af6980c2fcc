import type { EventView } from '@depot/contracts';
import type { IconName } from '../display/icons.js';
import { fill } from '../messages/fill.js';
import type { Values } from '../messages/fill.js';
import type { Messages } from '../messages/messages.js';

/** What happened, as a sentence; the raw kind where we have no words for it yet. */
export function eventSentence(event: EventView, messages: Messages): string {
  const sentence = messages.events[event.kind];
  return sentence === undefined ? event.kind : fill(sentence, valuesOf(event, messages));
}

function valuesOf(event: EventView, messages: Messages): Values {
  const facts = Object.entries(event.facts).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number',
  );
  const values = Object.fromEntries(facts) as Values;
  const routes: Readonly<Record<string, string>> = messages.words.routes;
  const { route } = values;
  return { ...values, serial: event.serial ?? '…', route: typeof route === 'string' ? routes[route] : undefined };
}

/** The few events that are worth a picture in a long list. */
export function eventIcon(kind: string): IconName | null {
  const known: Readonly<Record<string, IconName>> = {
    'seed.destroyed': 'certificate',
    'seed.sealed': 'key',
    'job.burned': 'burn',
    'job.imported': 'import',
    'job.proved': 'verify',
    'job.recorded': 'record',
    'job.shipped': 'ship',
    'job.arrived': 'done',
    'job.stopped': 'pause',
    'job.uncertain': 'warning',
    'code.wrong': 'cross',
    'order.declined': 'cross',
    'job.cancelled': 'cross',
    'job.lost': 'lost',
  };
  return known[kind] ?? null;
}
