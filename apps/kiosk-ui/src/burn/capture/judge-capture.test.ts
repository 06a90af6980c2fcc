import { describe, expect, it } from 'vitest';
import { judgeAll, judgeCapture } from './judge-capture';

const uri = (account: string): string =>
  `otpauth://totp/Contoso%3A${encodeURIComponent(account)}?secret=mzxw6ytboi4dkmzq&issuer=Microsoft`;

describe('a capture, judged in the browser', () => {
  it('is right when it names the job’s recipient, in whatever case', () => {
    const judged = judgeCapture(uri('Person.One@contoso.com'), 'person.one@contoso.com');
    expect(judged).toEqual({ kind: 'right', account: 'Person.One@contoso.com' });
  });

  it('is right when it is the key alone, which names nobody', () => {
    expect(judgeCapture('mzxw 6ytb oi4d kmzq', 'person.one@contoso.com')).toEqual({ kind: 'right', account: null });
  });

  it('asks when it names somebody else', () => {
    expect(judgeCapture(uri('person.two@contoso.com'), 'person.one@contoso.com')).toEqual({
      kind: 'other-account',
      account: 'person.two@contoso.com',
    });
  });

  it('says why it is wrong', () => {
    const text = 'https://login.microsoftonline.com/authenticatorApp/activateAccount?accountType=mfa&code=1&url=x';
    expect(judgeCapture(text, 'person.one@contoso.com')).toEqual({ kind: 'wrong', reason: 'authenticator-app' });
  });

  it('keeps each code’s place beside its judgement', () => {
    const corners = [{ x: 0, y: 0 }];
    const [judged] = judgeAll([{ text: 'FIDO:/123', corners }], 'person.one@contoso.com');
    expect(judged).toMatchObject({ corners, judgement: { kind: 'wrong', reason: 'fido' } });
  });
});
