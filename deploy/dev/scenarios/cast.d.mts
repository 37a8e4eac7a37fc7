export declare const cast: Readonly<Record<string, { readonly role: string; readonly sub: string }>>
