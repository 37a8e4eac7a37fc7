import type { Clock } from '@recourse/kernel';
import { PolicyPacks, type RefundPack } from '@recourse/policy';
/** Conditions, clauses and deadlines are public: a customer can read them before asking. */
export declare class PacksController {
    private readonly packs;
    private readonly clock;
    constructor(packs: PolicyPacks, clock: Clock);
    list(): {
        items: {
            id: string;
            version: string;
            title: RefundPack['title'];
            currency: string;
        }[];
    };
    read(id: string): RefundPack;
}
