import { Notices } from '../notices/notices.js';
import type { Feature } from '../platform/feature.js';
import { ArrivalSecrets } from '../platform/vault/arrival-secrets.js';
import { ArrivalCodes } from './arrival-codes.js';
import { ArrivalDoor } from './arrival-door.service.js';
import { ArrivalCodeController, ArrivalController } from './arrival.controller.js';

export const arrival: Feature = {
  everywhere: {
    providers: [
      {
        provide: ArrivalCodes,
        inject: [ArrivalSecrets, Notices],
        useFactory: (secrets: ArrivalSecrets, notices: Notices) => new ArrivalCodes(secrets, notices),
      },
    ],
  },
  http: {
    controllers: [ArrivalController, ArrivalCodeController],
    providers: [ArrivalDoor],
  },
};
