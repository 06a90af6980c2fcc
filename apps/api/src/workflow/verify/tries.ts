/** Wrong codes after which a job pauses. With the windows of @depot/totp a guesser's chance stays below 5 × 7 in 10⁶. */
export const verifyTries = 5;
