export declare class AnswerSurveyDto {
    score: number;
    comment?: string;
}
