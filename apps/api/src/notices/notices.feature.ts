import type { Feature } from '../platform/feature.js';
import type { Services } from '../platform/services.js';
import { MailWay } from './mail-way.js';
import { NoticeMessages } from './notice-messages.js';
import { NoticeProcessor } from './notice-processor.js';
import { NoticeRunner } from './notice-runner.js';
import { Notices } from './notices.js';
import { NoticesController } from './notices.controller.js';
import { NoticesService } from './notices.service.js';
import { WebhookWay } from './webhook-way.js';

/** Whatever moves a job may have to tell people outside of it; who works sends it. */
export function notices(open: Services): Feature {
  return {
    everywhere: { providers: [{ provide: Notices, useValue: new Notices(open.config.notices) }] },
    http: { controllers: [NoticesController], providers: [NoticesService] },
    worker: { providers: [{ provide: NoticeRunner, useValue: runnerOf(open) }, NoticeProcessor] },
  };
}

function runnerOf({ work, config: { notices: settings }, arrivalSecrets, clock }: Services): NoticeRunner {
  const ways = {
    mail: settings.mail === null ? null : new MailWay(settings.mail),
    webhook: settings.webhook === null ? null : new WebhookWay(settings.webhook, () => clock.unixSeconds()),
  };
  return new NoticeRunner(work, new NoticeMessages(work, arrivalSecrets, { settings }), { ways });
}
