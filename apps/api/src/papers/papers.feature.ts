import type { Feature } from '../platform/feature.js';
import type { Services } from '../platform/services.js';
import { ArrivalLetters } from './arrival-letters.service.js';
import { LetterRules } from './letter-rules.js';
import { LettersController } from './letters.controller.js';
import { ParcelLetters } from './parcel-letters.service.js';
import { TokenSheets } from './token-sheet.service.js';
import { TokenSheetsController } from './token-sheets.controller.js';

export function papers({ config }: Services): Feature {
  return {
    http: {
      controllers: [LettersController, TokenSheetsController],
      providers: [
        { provide: LetterRules, useValue: new LetterRules(config.letters) },
        ParcelLetters,
        ArrivalLetters,
        TokenSheets,
      ],
    },
  };
}
