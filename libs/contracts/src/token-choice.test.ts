import { describe, expect, it } from 'vitest';
import { TokenChoice, objectionTo, usualTokens } from './token-choice.js';
import { Route } from './words.js';

describe('A choice of tokens', () => {
  it('is one profile, SHA-1, 30 seconds and half a minute of display, unless somebody says otherwise', () => {
    expect(usualTokens).toEqual({
      family: 'token2-single',
      algorithm: 'SHA1',
      period: 30,
      displaySeconds: 30,
      title: 'number',
    });
    for (const route of Route.options) expect(objectionTo(usualTokens, route)).toBeNull();
  });

  it.each([{ period: 60 }, { algorithm: 'SHA256' }])('cannot be %j for Microsoft’s QR', (part) => {
    expect(objectionTo(TokenChoice.parse(part), 'qr')?.en).toContain('SHA-1 and a new code every 30 seconds');
  });

  it('may be SHA-256 where Graph takes the seed to Entra', () => {
    const choice = TokenChoice.parse({ algorithm: 'SHA256' });
    expect(objectionTo(choice, 'own-seed', 'graph')).toBeNull();
    expect(objectionTo(choice, 'qr', 'graph')).not.toBeNull();
  });

  it('cannot be SHA-256 where the seed goes to Entra by its CSV, but may be 60 seconds', () => {
    expect(objectionTo(TokenChoice.parse({ algorithm: 'SHA256' }), 'own-seed')?.en).toContain('Choose SHA-1');
    expect(objectionTo(TokenChoice.parse({ period: 60, displaySeconds: 120 }), 'own-seed')).toBeNull();
  });

  it('may be a Molto2 wherever a token is burned, with the recipient’s own title', () => {
    const molto = TokenChoice.parse({ family: 'molto2', title: 'recipient' });
    for (const route of Route.options) expect(objectionTo(molto, route)).toBeNull();
    expect(objectionTo({ ...molto, period: 60 }, 'qr')?.en).toContain('every 30 seconds');
  });

  it('cannot be a title where there is no line for one', () => {
    expect(objectionTo(TokenChoice.parse({ title: 'recipient' }), 'own-seed')?.en).toContain('Choose the job’s number');
  });

  it('is not asked of a classic token', () => {
    expect(objectionTo(TokenChoice.parse({ algorithm: 'SHA256', period: 60 }), 'import')).toBeNull();
  });

  it.each([{ displaySeconds: 45 }, { period: 45 }, { algorithm: 'SHA512' }, { digits: 8 }, { family: 'classic' }])(
    'is no %j',
    (part) => {
      expect(TokenChoice.safeParse(part).success).toBe(false);
    },
  );
});
