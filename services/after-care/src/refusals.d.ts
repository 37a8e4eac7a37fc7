/** What only this door can refuse; everything else is refused by the deciders. */
export declare const refuse: (code: "CustomerMissing" | "UnknownRefundCase", details?: Record<string, unknown>) => import("@recourse/kernel").Refusal;
