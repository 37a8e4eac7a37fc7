export declare class CareContactDto {
    name?: string;
    phone?: string;
}
export declare class StartCarePlanDto {
    customerId: string;
    orderId?: string;
    project: string;
    treatmentCompletedAt: string;
    pack?: string;
    contact?: CareContactDto;
}
