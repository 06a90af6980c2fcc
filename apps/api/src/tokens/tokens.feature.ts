import type { Feature } from '../platform/feature.js';
import { IdentifyService } from './in-doubt/identify.service.js';
import { PutBackController } from './in-doubt/put-back.controller.js';
import { PutBackService } from './in-doubt/put-back.service.js';
import { SetAsideService } from './in-doubt/set-aside.service.js';
import { TakeAway } from './in-doubt/take-away.js';
import { TokensInDoubtController } from './in-doubt/tokens-in-doubt.controller.js';
import { LifeAfterService } from './life-after.service.js';
import { SealedTokenService } from './sealed-token.service.js';
import { TokensController } from './tokens.controller.js';
import { TokensService } from './tokens.service.js';

export const tokens: Feature = {
  http: {
    controllers: [TokensInDoubtController, PutBackController, TokensController],
    providers: [
      TokensService,
      SealedTokenService,
      LifeAfterService,
      IdentifyService,
      SetAsideService,
      PutBackService,
      TakeAway,
    ],
  },
};
