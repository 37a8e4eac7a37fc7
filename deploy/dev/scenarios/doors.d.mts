/** The services' HTTP doors as people of the demonstration use them. */
export declare class Doors {
  constructor(services: Readonly<Record<string, string>>, tokens: Readonly<Record<string, string>>)
  /** The same doors with another customer. */
  forCustomer(token: string): Doors
  /** `undefined` when there is no such thing. */
  find(service: string, role: string, path: string): Promise<any>
}
