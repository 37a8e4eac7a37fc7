export declare class MakeRecommendationDto {
    recommendationId: string;
    consentId?: string;
}
