import { defineRefusals } from '@recourse/kernel'

/** What only this door can refuse; everything else is refused by the deciders. */
export const refuse = defineRefusals({
  UnknownOrder: { kind: 'invalid', en: 'There is no such order: record it first (POST /orders)', zh: '没有该订单,请先登记订单(POST /orders)' },
  EvidenceTooLarge: { kind: 'invalid', en: 'The file is larger than allowed', zh: '文件超过允许的大小' },
  EvidenceTypeNotAllowed: { kind: 'invalid', en: 'The content is not of an allowed type: JPEG, PNG, WebP, HEIC, PDF or MP4', zh: '文件内容类型不受支持,请上传 JPEG、PNG、WebP、HEIC、PDF 或 MP4' },
  EvidenceInfected: { kind: 'invalid', en: 'The file carries malware and was not kept', zh: '文件含有恶意程序,未予保存' },
  EvidenceFileMissing: { kind: 'invalid', en: 'Send the file as the form field "file" (multipart/form-data)', zh: '请以表单字段 "file" 上传文件(multipart/form-data)' },
})
