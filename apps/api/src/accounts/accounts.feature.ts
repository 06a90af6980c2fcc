import { APP_GUARD } from '@nestjs/core';
import type { Feature } from '../platform/feature.js';
import type { Services } from '../platform/services.js';
import { AccessGuard } from './access.guard.js';
import { PeopleController, SessionController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { OwnAccountController } from './own-account.controller.js';
import { OwnAccountService } from './own-account.service.js';
import { PeopleCareController } from './people-care.controller.js';
import { PeopleService } from './people.service.js';
import { IdentityProvider } from './provider/identity-provider.js';
import { ProviderSignIn, providerToken } from './provider/provider-sign-in.service.js';
import type { Provider } from './provider/provider-sign-in.service.js';
import { ProviderController } from './provider/provider.controller.js';
import { RefusedSignIns } from './refused-sign-ins.js';
import { FactorCodes } from './second-factor/factor-codes.js';
import { FactorsController } from './second-factor/factors.controller.js';
import { Factors } from './second-factor/factors.service.js';
import { Sessions } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';

export function accounts(open: Services): Feature {
  return {
    everywhere: {
      providers: [AccountsService, AccessGuard, { provide: APP_GUARD, useExisting: AccessGuard }],
    },
    http: {
      controllers: [
        SessionController,
        ProviderController,
        OwnAccountController,
        FactorsController,
        PeopleController,
        PeopleCareController,
      ],
      providers: [
        Sessions,
        RefusedSignIns,
        FactorCodes,
        Factors,
        SignInService,
        { provide: providerToken, useValue: providerOf(open) },
        ProviderSignIn,
        OwnAccountService,
        PeopleService,
      ],
    },
  };
}

/** It is asked when somebody first wants to sign in there: the depot starts without it. */
function providerOf({ config: { provider: settings }, clock }: Services): Provider | null {
  if (settings === null) return null;
  return { settings, client: new IdentityProvider(settings, () => clock.now().getTime()) };
}
