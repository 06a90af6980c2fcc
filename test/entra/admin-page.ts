import { z } from 'zod';
import type { EntraEmulator } from './emulator.js';
import { faultKinds } from './faults.js';
import { permissions } from './permissions.js';

/** The form's fields: what is ticked is on. */
const Form = z.object({
  share: z.coerce.number().min(0).max(100),
  kind: z.array(z.enum(faultKinds)),
  permission: z.array(z.enum(permissions)),
  limit: z.array(z.enum(['activations', 'methods'])),
  speed: z.coerce.number().min(1).max(1000),
  on: z.array(z.enum(['premium', 'hardwareOath', 'softwareOath', 'temporaryAccessPass'])),
});

/** Takes what was sent with the page's button. @throws ZodError */
export function setFromForm(emulator: EntraEmulator, sent: URLSearchParams): void {
  const all = (name: string): string[] => sent.getAll(name);
  const form = Form.parse({
    share: sent.get('share'),
    speed: sent.get('speed'),
    kind: all('kind'),
    permission: all('permission'),
    limit: all('limit'),
    on: all('on'),
  });
  emulator.faults.plan = { share: form.share / 100, kinds: form.kind };
  emulator.tenant.granted.clear();
  for (const permission of form.permission) emulator.tenant.granted.add(permission);
  emulator.limits.on.clear();
  for (const limit of form.limit) emulator.limits.on.add(limit);
  emulator.limits.speed = form.speed;
  emulator.tenant.premium = form.on.includes('premium');
  emulator.tenant.policies.hardwareOath = form.on.includes('hardwareOath');
  emulator.tenant.policies.temporaryAccessPass = form.on.includes('temporaryAccessPass');
  emulator.tenant.policies.softwareOath = form.on.includes('softwareOath');
}

/** Faults, permissions, policies and limits to tick, and what the inventory holds. */
export function adminPage(emulator: EntraEmulator): string {
  const { tenant, faults, limits } = emulator;
  const tick = (name: string, value: string, on: boolean): string =>
    `<label><input type="checkbox" name="${name}" value="${value}"${on ? ' checked' : ''}> ${value}</label>`;
  const figures = (['available', 'assigned', 'activated', 'failedActivation'] as const)
    .map((status) => `<li>${status}: <b data-status="${status}">${String(tenant.count(status))}</b></li>`)
    .join('');
  const struck = [...faults.happened].map(([kind, count]) => `<li>${kind}: ${String(count)}</li>`).join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Entra emulator</title>
<style>body{font:16px/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem}fieldset{margin:1rem 0;display:grid;gap:.3rem}
input[type=number]{width:6rem}strong{background:#fd0;padding:.1rem .4rem}</style>
<h1>Entra emulator</h1><p><strong>Not Microsoft.</strong> A tenant in memory, for trying and for tests.
<a href="/security-info">What a user without Premium sees</a>: a QR code to try the QR route with.</p>
<form method="post"><fieldset><legend>Faults</legend><label>Calls that fail, in percent:
<input type="number" name="share" min="0" max="100" value="${String(Math.round(faults.plan.share * 100))}"></label>
${faultKinds.map((kind) => tick('kind', kind, faults.plan.kinds.includes(kind))).join('')}</fieldset>
<fieldset><legend>Granted to the application</legend>
${permissions.map((each) => tick('permission', each, tenant.granted.has(each))).join('')}</fieldset>
<fieldset><legend>Licence and policies</legend>${tick('on', 'premium', tenant.premium)}
${tick('on', 'hardwareOath', tenant.policies.hardwareOath)}${tick('on', 'softwareOath', tenant.policies.softwareOath)}
${tick('on', 'temporaryAccessPass', tenant.policies.temporaryAccessPass)}</fieldset>
<fieldset><legend>Limits: 200 activations in 5 minutes; 5 method requests in 10 s</legend>
${tick('limit', 'activations', limits.on.has('activations'))}${tick('limit', 'methods', limits.on.has('methods'))}
<label>Their clock, times real time: <input type="number" name="speed" min="1" max="1000" value="${String(limits.speed)}">
</label></fieldset><button>Set</button></form>
<h2>Inventory</h2><ul>${figures}</ul><h2>Faults so far</h2><ul>${struck}</ul></html>`;
}
