/** The part of bpmn-moddle that is used here; its own types do not describe the class. */
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    readonly $type: string
    readonly id: string
    readonly [property: string]: any
    get(property: string): any
    set(property: string, value: unknown): void
  }

  export class BpmnModdle {
    create(type: string, properties?: object): ModdleElement
    toXML(element: ModdleElement, options?: { format?: boolean }): Promise<{ xml: string }>
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; elementsById: Readonly<Record<string, ModdleElement>>; warnings: readonly unknown[] }>
  }
}
