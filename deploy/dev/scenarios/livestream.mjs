/** 直播间医美 (seed 000): one path per way a case can go. */
export const livestream = [];
