import { describe, expect, it } from 'vitest';
import { OrderTask, StepTask, orderTaskId, stepTaskId } from './task.js';

const id = '6ef1e9db-f512-4452-aa7a-932d3de300bb';

describe('a queue payload', () => {
  it('holds ids', () => {
    expect(StepTask.parse({ jobId: id, attempt: 3 })).toEqual({ jobId: id, attempt: 3 });
    expect(OrderTask.parse({ orderId: id, attempt: 0 })).toEqual({ orderId: id, attempt: 0 });
  });

  it('refuses a stray key instead of carrying it', () => {
    expect(StepTask.safeParse({ jobId: id, attempt: 3, seed: 'JBSWY3DPEHPK3PXP' }).success).toBe(false);
    expect(OrderTask.safeParse({ orderId: id, attempt: 0, serial: '1' }).success).toBe(false);
  });

  it('gives the same task the same name and every attempt another', () => {
    const task = { jobId: id, attempt: 3 };
    expect(stepTaskId('burn', task)).toBe(stepTaskId('burn', { ...task }));
    expect(
      new Set([stepTaskId('burn', task), stepTaskId('ship', task), stepTaskId('burn', { ...task, attempt: 4 })]).size,
    ).toBe(3);
    expect(orderTaskId({ orderId: id, attempt: 1 })).not.toBe(orderTaskId({ orderId: id, attempt: 2 }));
    // BullMQ keeps the colon for itself.
    expect(stepTaskId('burn', task)).not.toContain(':');
  });
});
