export declare class CompleteCareTaskDto {
    note?: string;
    score?: number;
}
