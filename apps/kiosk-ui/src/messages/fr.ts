import { batches } from './fr/batches.js';
import { bench } from './fr/bench.js';
import { depot } from './fr/depot.js';
import { events } from './fr/events.js';
import { frame } from './fr/frame.js';
import { jobs } from './fr/jobs.js';
import { problems } from './fr/problems.js';
import { steps } from './fr/steps.js';
import { words } from './fr/words.js';
import type { Messages } from './messages.js';

export const fr: Messages = { words, frame, bench, steps, batches, jobs, events, depot, problems };
