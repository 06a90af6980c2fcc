import { batches } from './en/batches.js';
import { bench } from './en/bench.js';
import { depot } from './en/depot.js';
import { events } from './en/events.js';
import { frame } from './en/frame.js';
import { jobs } from './en/jobs.js';
import { problems } from './en/problems.js';
import { steps } from './en/steps.js';
import { words } from './en/words.js';

export const en = { words, frame, bench, steps, batches, jobs, events, depot, problems };
