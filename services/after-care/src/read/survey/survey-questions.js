/** The fields of POST /surveys/{token}, as the customer is asked for them. */
export const SURVEY_QUESTIONS = [
    {
        field: 'score', required: true,
        text: {
            en: 'How satisfied are you with how your refund was handled? 1 = very dissatisfied, 5 = very satisfied',
            'zh-CN': '您对本次退款的处理是否满意?1 分表示非常不满意,5 分表示非常满意',
        },
    },
    {
        field: 'comment', required: false,
        text: { en: 'Is there anything you would like to tell us?', 'zh-CN': '您还有什么想告诉我们的吗?' },
    },
];
//# sourceMappingURL=survey-questions.js.map