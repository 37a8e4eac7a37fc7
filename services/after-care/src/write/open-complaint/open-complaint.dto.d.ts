import { COMPLAINT_CHANNELS } from '@recourse/care-plan';
export declare class OpenComplaintDto {
    caseId?: string;
    customerId?: string;
    channel: (typeof COMPLAINT_CHANNELS)[number];
    text: string;
}
