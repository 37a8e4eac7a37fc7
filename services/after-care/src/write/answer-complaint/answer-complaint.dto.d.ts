export declare class AnswerComplaintDto {
    text: string;
}
