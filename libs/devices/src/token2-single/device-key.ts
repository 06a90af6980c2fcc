import { fromHex } from '../bytes.js';

/**
 * The SM4 key of every second-generation single-profile token, published by the vendor. It protects nothing: who has
 * a trace of a burn has the seed. Source: `token2/openT2OTP` token2.c (TOKEN2_DEVICE_SM4_KEY).
 */
export const deviceKey: Uint8Array = fromHex('8AD20688 3CA36948 2AB27182 B6E83224');
