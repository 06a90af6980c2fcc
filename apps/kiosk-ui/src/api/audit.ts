import { AnchorList } from '@depot/contracts';
import { ask } from './request';

export const readAnchors = () => ask(AnchorList, 'GET', 'audit/anchors');
