import { AnchorList, Retention, RetentionPreview } from '@depot/contracts';
import type { PreviewRetention, SetRetention } from '@depot/contracts';
import { ask } from './request';

export const readAnchors = () => ask(AnchorList, 'GET', 'audit/anchors');
export const readRetention = () => ask(Retention, 'GET', 'audit/retention');
export const previewRetention = (choice: PreviewRetention) =>
  ask(RetentionPreview, 'POST', 'audit/retention/preview', choice);
export const setRetention = (choice: SetRetention) => ask(Retention, 'POST', 'audit/retention', choice);
