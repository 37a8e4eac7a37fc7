const PAIRS = '換换 權权 終终 釋释 訴诉 訟讼 舉举 報报 預预 儲储 餘余 額额 貨货 責责 負负 擔担 傷伤 損损 約约 協协 議议 無无 與与 優优 銷销 員员 費费 還还 給给 對对 '
  + '關关 單单 獨独 賣卖 購购 買买 經经 營营 業业 務务 機机 構构 請请 證证 據据 時时 間间 過过 達达 處处 類类 項项 課课 會会 減减 贈赠 舊旧 賬账 帳账 戶户 實实 際际 為为 '
  + '個个 們们 應应 當当 將将 從从 來来 種种 條条 規规 則则 讓让 轉转 棄弃 遺遗 丟丢 補补 調调 變变 價价 質质 動动 進进 開开 內内 顧顾 幾几 聲声 稱称 險险 罰罚 後后 並并 '
  + '於于 辦办 離离 產产 屬属 歸归 執执 雙双 術术 體体 藥药 醫医 療疗 觀观 錢钱 飾饰 賠赔 償偿 認认 確确 簽签 畫画 諾诺 濟济 貸贷 款款'

const SIMPLIFIED: ReadonlyMap<string, string> = new Map(PAIRS.split(' ').map((pair) => [pair[0]!, pair[1]!]))

/** Traditional characters of the words that the linter looks for, as simplified ones. */
export const simplified = (words: string): string => [...words].map((character) => SIMPLIFIED.get(character) ?? character).join('')
