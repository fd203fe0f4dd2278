import { chromium } from 'playwright-core'
const base = process.argv[2]
const only = process.argv[3]
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium' })
const sizes = [[1440,900],[1366,625],[768,1024],[390,844],[640,360]]
for (const [width,height] of sizes) for (const theme of ['light','dark']) {
  if (only && only !== `${width}-${theme}`) continue
  const context = await browser.newContext({ viewport:{width,height}, colorScheme: theme, hasTouch: width<800, isMobile: width<800 })
  const page = await context.newPage()
  page.on('console', m => ['error','warning'].includes(m.type()) && console.log(m.text()))
  page.on('pageerror', e => console.log(e.message))
  const live = () => page.waitForFunction(() => performance.getEntriesByName('live').length > 0)
  const shot = async (name) => { await page.waitForTimeout(500); await page.screenshot({ path: `/tmp/start-shots/${name}-${width}x${height}-${theme}.png` }) }
  await page.goto(base); await live(); await shot('first')
  await page.getByRole('button',{name:'A 2nd-degree contact'}).click(); await page.getByText('Noa').first().waitFor(); await shot('start')
  if (!await page.getByRole('button',{name:'New',exact:true}).isVisible()) await page.getByRole('button',{name:'More'}).click()
  await page.getByRole('button',{name:'New',exact:true}).click(); await page.getByText('Nobody is here yet').first().waitFor(); await shot('empty')
  await page.getByRole('button',{name:'I run a Page'}).click(); await page.waitForTimeout(600)
  await page.getByRole('group',{name:/^Wen/}).click(); await shot('clicked')
  await context.close()
}
await browser.close()
