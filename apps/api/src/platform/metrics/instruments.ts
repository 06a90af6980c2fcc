import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** From a look into the record to a burn's patience, in seconds. */
const stepSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const waitSeconds = [0.01, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Every instrument of one process. Labels are words from closed lists: never a serial, a name, an id or an address. */
export function makeInstruments() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]): Gauge<Label> =>
    new Gauge({ name, help, labelNames, registers });
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]): Counter<Label> =>
    new Counter({ name, help, labelNames, registers });
  const duration = <Label extends string>(
    name: string,
    help: string,
    { buckets, labelNames }: { buckets: number[]; labelNames: Label[] },
  ): Histogram<Label> => new Histogram({ name, help, labelNames, buckets, registers });
  return {
    registry,
    happened: {
      steps: duration('depot_step_duration_seconds', 'Runs of a step in this process, by how they ended.', {
        buckets: stepSeconds,
        labelNames: ['step', 'outcome'],
      }),
      codes: counter('depot_codes_checked_total', 'Six-digit codes compared in this process.', 'purpose', 'result'),
      signIns: counter('depot_sign_ins_total', 'Names with passwords, by whether they fitted.', 'result'),
      requests: duration('depot_http_request_duration_seconds', 'Requests answered, by route pattern.', {
        buckets: requestSeconds,
        labelNames: ['method', 'route', 'status'],
      }),
      directoryCalls: counter(
        'depot_directory_calls_total',
        'Calls to the directory (Graph, or the manual stand-in).',
        'adapter',
        'operation',
        'outcome',
      ),
      graphCalls: counter('depot_graph_calls_total', 'Calls to Microsoft Graph, by kind of route.', 'kind', 'outcome'),
      graphWaits: duration('depot_graph_wait_seconds', 'How long calls to Graph waited for their turn.', {
        buckets: waitSeconds,
        labelNames: ['kind', 'lane'],
      }),
      directorySeconds: duration('depot_directory_call_duration_seconds', 'How long the directory took.', {
        buckets: requestSeconds,
        labelNames: ['adapter', 'operation'],
      }),
    },
    here: {
      info: gauge('depot_info', 'Always 1; what this process runs on.', 'record', 'queue', 'roles'),
      viewers: gauge('depot_event_stream_viewers', 'Browsers that follow the event stream of this process.'),
      agents: gauge('depot_agent_sockets', 'Agents whose sockets this process holds.'),
      recordUp: gauge('depot_record_up', 'Whether the record answered this scrape.'),
      queueUp: gauge('depot_queue_up', 'Whether the queue answered this scrape.'),
    },
    // Every process says the same of these: take the maximum over processes, not the sum.
    record: {
      jobs: gauge('depot_jobs', 'Jobs on record.', 'state'),
      orders: gauge('depot_orders', 'Orders to stations.', 'status'),
      stations: gauge('depot_stations', 'Stations, each in one state.', 'state'),
      readers: gauge('depot_readers', 'Readers of the stations that are online.', 'state'),
      seeds: gauge('depot_seeds', 'Seeds alive in the vault.', 'purpose'),
      pendingEvents: gauge('depot_pending_events', 'Committed events that the chain does not hold yet.'),
      graph: gauge('depot_graph_allowed_calls', 'Calls that a window of Microsoft Graph may hold, as learned.', 'kind'),
      outbox: gauge(
        'depot_outbox_tasks',
        'Tasks committed a second ago or longer, and not known to be on their queue.',
      ),
      outboxAge: gauge('depot_outbox_oldest_seconds', 'Age of the oldest of them.'),
    },
    queue: { tasks: gauge('depot_queue_tasks', 'Tasks on a queue; all stations together.', 'queue', 'state') },
  };
}

export type Instruments = ReturnType<typeof makeInstruments>;
