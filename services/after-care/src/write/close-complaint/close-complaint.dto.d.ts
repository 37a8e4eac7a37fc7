import { COMPLAINT_OUTCOMES } from '@recourse/care-plan';
export declare class CloseComplaintDto {
    outcome: (typeof COMPLAINT_OUTCOMES)[number];
}
