/** Ours: what one rule may record at once before its rate is limited, in seconds of that rate. */
export const messageBurstSeconds = 10;
/** Ours: connects and disconnects of the embedded broker that are recorded, a second and at once. */
export const deviceEventsPerSecond = 200;
export const deviceEventsBurst = 5_000;
