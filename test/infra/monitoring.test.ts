import { describe, expect, it } from 'vitest';
import { inRepository, textOf, yamlOf } from './repository.js';

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { alert: string; expr: string; annotations: Record<string, string> }[];
  }[];
}
interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}
interface Exposed {
  readonly name: string;
  readonly type: string;
  readonly labelNames: readonly string[];
}

const { groups } = yamlOf('infra/prometheus/rules.yaml') as Rules;
const alerts = groups.flatMap(({ rules }) => rules);
const { panels } = JSON.parse(textOf('infra/grafana/token-depot.json')) as { panels: readonly Panel[] };
const targets = panels.flatMap((panel) => panel.targets ?? []);

/** Every series that a process of the depot exposes, with its labels. */
async function series(): Promise<ReadonlyMap<string, readonly string[]>> {
  const built = inRepository('apps/api/dist/platform/metrics/metrics.js');
  const { Metrics } = (await import(built)) as {
    Metrics: new () => { instruments: { registry: { getMetricsAsArray(): readonly Exposed[] } } };
  };
  const known = new Map<string, readonly string[]>([['up', []]]);
  for (const { name, type, labelNames } of new Metrics().instruments.registry.getMetricsAsArray()) {
    const names = type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name];
    for (const each of names) known.set(each, labelNames);
  }
  return known;
}

const words = new Set(['sum', 'max', 'min', 'by', 'rate', 'increase', 'histogram_quantile', 'and', 'or']);

/** The metrics of an expression, and each label that is asked of one or grouped by. */
function parts(expression: string): { metrics: string[]; matchers: [string, string][]; grouped: string[] } {
  const bare = expression.replace(/"[^"]*"/g, '""').replace(/\[[^\]]*\]/g, '');
  const grouped = [...bare.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list]) =>
    (list ?? '').split(',').map((label) => label.trim()),
  );
  const outside = bare.replace(/\bby \([^)]*\)/g, ' ').replace(/\{[^}]*\}/g, '');
  const metrics = (outside.match(/[a-z_][a-z0-9_]*/g) ?? []).filter((word) => !words.has(word));
  const matchers = [...bare.matchAll(/([a-z_]\w*)\{([^}]*)\}/g)].flatMap(([, metric = '', inside = '']) =>
    [...inside.matchAll(/(\w+)(?:=~|!~|!=|=)""/g)].map(([, label = '']): [string, string] => [metric, label]),
  );
  return { metrics, matchers, grouped };
}

async function complaints(expression: string): Promise<string[]> {
  const known = await series();
  const { metrics, matchers, grouped } = parts(expression);
  const here = ['job', 'instance', 'le'];
  const labels = [...here, ...metrics.flatMap((metric) => known.get(metric) ?? [])];
  return [
    ...(metrics.length === 0 ? ['no metric'] : []),
    ...metrics.filter((metric) => !known.has(metric)),
    ...matchers
      .filter(([metric, label]) => !here.includes(label) && known.get(metric)?.includes(label) !== true)
      .map(String),
    ...grouped.filter((label) => !labels.includes(label)),
  ];
}

describe('alerts and dashboard', () => {
  it('would be caught at a metric, a label or a grouping that nobody exposes', async () => {
    expect(await complaints('sum by (state) (rate(depot_job_total{colour="red"}[5m]))')).toEqual([
      ...['depot_job_total', 'depot_job_total,colour', 'state'],
    ]);
  });

  it.each(alerts)('$alert asks for what is exposed, and says what to do', async ({ expr, annotations }) => {
    expect(await complaints(expr)).toEqual([]);
    expect(annotations).toMatchObject({ summary: expect.any(String) as string, action: expect.any(String) as string });
  });

  it.each(targets)('the panel with $expr asks for what is exposed', async ({ expr, legendFormat }) => {
    expect(await complaints(expr)).toEqual([]);
    const labels = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label);
    if (expr.includes(' by (')) expect(parts(expr).grouped).toEqual(expect.arrayContaining(labels));
  });

  it('leave nothing of the depot unwatched', async () => {
    const shown = new Set([...targets, ...alerts].flatMap(({ expr }) => parts(expr).metrics));
    const ours = [...(await series()).keys()].filter(
      (name) => name.startsWith('depot_') && !/_(sum|count|bucket|info)$/.test(name),
    );
    expect(ours.filter((name) => !shown.has(name))).toEqual([]);
    for (const histogram of ['step_duration', 'http_request_duration', 'directory_call_duration'])
      expect(shown).toContain(`depot_${histogram}_seconds_bucket`);
  });

  it('take the record’s figures once, not once for each replica', async () => {
    const shared = /depot_(jobs|orders|stations|readers|seeds|pending_events|outbox\w*|queue_tasks)\b/;
    for (const { expr } of [...targets, ...alerts].filter(({ expr }) => shared.test(expr)))
      expect(expr).toMatch(/max by \([a-z, ]+\) \(depot_/);
  });
});
