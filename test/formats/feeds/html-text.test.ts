import fc from 'fast-check'
import t from 'tap'
import { htmlToText } from '../../../src/formats/feeds/html-text.ts'

t.test('what a person sees of a page stays, and its markup goes', async t => {
  for (const [html, text] of [
    ['<p>One &amp; two</p>\n<p>Three<br>four</p>', 'One & two\n\nThree\nfour'],
    ['<h1>On queues</h1>They are <em>full</em>   or\nempty.', 'On queues\n\nThey are full or empty.'],
    ['<ul><li>a</li><li>b</li></ul>', '- a\n\n- b'],
    ['See <a href="https://example.org/x">the numbers</a>.', 'See the numbers (https://example.org/x).'],
    ["<a href='https://example.org/x'>https://example.org/x</a>", 'https://example.org/x'],
    ['<a href=https://social.example/@bob class="u-url mention">@<span>bob</span></a> hello <a href="https://social.example/tags/x">#<span>x</span></a>', '@bob hello #x'],
    ['<a href="javascript:alert(1)">click</a> <a>nothing</a>', 'click nothing'],
    ['Call <code>free()</code> twice', 'Call `free()` twice'],
    ['<pre><code>if (a &lt; b) {\n  c()\n}</code></pre>done', '```\nif (a < b) {\n  c()\n}\n```\n\ndone'],
    ['<blockquote><p>you are an idiot</p></blockquote><p>That was uncalled for.</p>', '> you are an idiot\n\nThat was uncalled for.'],
    ['<blockquote>you are<br>an idiot</blockquote>and <br>you are not', '> you are\n> an idiot\n\nand\nyou are not'],
    ['<blockquote><pre>you are\nan idiot</pre></blockquote>', '> ```\n> you are\n> an idiot\n> ```'],
    ['a &lt;script&gt; tag, &#8364;5, &#x1F600;, &nosuch; &#0;', 'a <script> tag, €5, 😀, &nosuch; \ufffd'],
    ['if a < b and c > d', 'if a < b and c > d'],
    ['<!-- not this --><p>this</p><!-- nor', 'this']
  ] as const) t.equal(htmlToText(html), text, html)
})

t.test('scripts, styles and frames say nothing', async t => {
  t.equal(htmlToText('a<script>alert("b")</script><STYLE>p{}</STYLE><iframe src=x>c</iframe><svg><text>d</text></svg><template><p>e</p></template>f'), 'af')
  t.equal(htmlToText('a<script>never closed'), 'a')
  t.equal(htmlToText('<img src=x onerror="alert(1)">a<p onclick="x">b'), 'a\n\nb')
})

t.test('no tag of HTML is left of any markup, however broken, and it takes no time', async t => {
  const tags = fc.constantFrom('<p>', '</p>', '<a href="https://a.example">', '</a>', '<script>', '</script>', '<blockquote>', '</blockquote>', '<pre>', '</pre>', '<code>', '<', '>', '&lt;', 'x', ' ', '\n', '<!--', '-->', '<b', '"')
  fc.assert(fc.property(fc.array(tags, { maxLength: 60 }), parts => {
    const html = parts.filter(part => part !== '&lt;').join('')
    return !/<\/?(?:p|a|script|blockquote|pre|code)\b[^<>]*>/.test(htmlToText(html))
  }), { numRuns: 500 })
  for (const part of ['<', '<a ', '<!--', '<blockquote>', '<a href=', '</pre>', '&', '&#', '<a href="https://a.example">', ' \u0000', '> ', '\n', '<p>', '<li> ', '<b> ', '<pre> ']) {
    const html = part.repeat(Math.ceil(200_000 / part.length))
    const began = performance.now()
    htmlToText(html)
    t.ok(performance.now() - began < 3_000, JSON.stringify(part))
  }
  for (const html of [`<pre>a${' '.repeat(200_000)}b</pre>`, `<${'a'.repeat(200_000)}`]) {
    const began = performance.now()
    htmlToText(html)
    t.ok(performance.now() - began < 3_000, `${html.slice(0, 10)}…`)
  }
})
