/** An online shop: one path per way a cancellation can go. */
export const retail = [];
