import { type ServiceDefinition } from '@recourse/platform';
/** The service without its adapters, which `main.ts` and the specs choose. */
export declare const afterCare: Omit<ServiceDefinition, 'openEventStore'>;
