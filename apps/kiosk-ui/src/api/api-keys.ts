import { ApiKeyMade, ApiKeyView } from '@depot/contracts';
import type { NewApiKey, RotateKey } from '@depot/contracts';
import { ask } from './request';

const keyViews = ApiKeyView.array();

export const listKeys = () => ask(keyViews, 'GET', 'keys');
export const makeKey = (key: NewApiKey) => ask(ApiKeyMade, 'POST', 'keys', key);
export const rotateKey = (id: string, how: RotateKey) => ask(ApiKeyMade, 'POST', `keys/${id}/rotate`, how);
export const revokeKey = (id: string, reason: string) => ask(ApiKeyView, 'POST', `keys/${id}/revoke`, { reason });
