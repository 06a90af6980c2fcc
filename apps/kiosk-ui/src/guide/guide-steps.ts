import { GuideStep, TickedStep } from '@depot/contracts';
import type { EventView, JobState, JobView, TickedStep as Ticked } from '@depot/contracts';

export interface StepView {
  readonly step: GuideStep;
  readonly done: boolean;
  /** Whether a person ticks it; the others are read off the job. */
  readonly ticked: Ticked | null;
}

const beforeQr: readonly JobState[] = ['waiting', 'capturing'];
const beforeBurn: readonly JobState[] = [...beforeQr, 'burning', 'uncertain'];
const beforeCode: readonly JobState[] = [...beforeBurn, 'verifying', 'confirming'];

/**
 * How far a session with a caller is. A new QR code begins it anew at the page: what was ticked for the old one counts no more, but for
 * the shared screen. A stopped job is as far as the state at which it goes on.
 */
export function guideSteps(job: Pick<JobView, 'state' | 'resumes'>, timeline: readonly EventView[]): StepView[] {
  const state = job.resumes ?? job.state;
  const ticks = new Map<string, boolean>();
  for (const { kind, facts } of timeline) {
    if (kind === 'job.renewed') for (const step of TickedStep.options) if (step !== 'share') ticks.delete(step);
    if (kind === 'guide.ticked' || kind === 'guide.unticked') ticks.set(String(facts['kind']), kind === 'guide.ticked');
  }
  const read = {
    qr: !beforeQr.includes(state),
    burn: !beforeBurn.includes(state),
    code: !beforeCode.includes(state),
  };
  return GuideStep.options.map((step) => {
    const ticked = TickedStep.options.find((each) => each === step) ?? null;
    if (step === 'qr' || step === 'burn' || step === 'code') return { step, ticked, done: read[step] };
    return { step, ticked, done: ticks.get(step) ?? false };
  });
}
