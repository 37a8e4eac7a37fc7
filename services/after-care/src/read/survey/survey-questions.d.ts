/** The fields of POST /surveys/{token}, as the customer is asked for them. */
export declare const SURVEY_QUESTIONS: readonly [{
    readonly field: 'score';
    readonly required: true;
    readonly text: {
        readonly en: 'How satisfied are you with how your refund was handled? 1 = very dissatisfied, 5 = very satisfied';
        readonly 'zh-CN': '您对本次退款的处理是否满意?1 分表示非常不满意,5 分表示非常满意';
    };
}, {
    readonly field: 'comment';
    readonly required: false;
    readonly text: {
        readonly en: 'Is there anything you would like to tell us?';
        readonly 'zh-CN': '您还有什么想告诉我们的吗?';
    };
}];
