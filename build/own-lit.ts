import type { Plugin } from 'vite'

/**
 * Lit's templates as our templates use them: what stands there, and what stands there instead. A page pays for each byte
 * of them, and they can do a good deal that nothing here asks for.
 */
const EDITS: readonly [from: string | RegExp, to: string][] = [
  // Under a policy list a second Lit on the page, its own perhaps, may not create a policy of the same name. A page
  // allows ours with `trusted-types connect-widget`.
  ['createPolicy("lit-html"', 'createPolicy("connect-widget"'],
  // Ours is alone in its file: it announces itself to nobody and has nobody's polyfills.
  [/,?\(\w+\.litHtmlVersions\?\?=\[\]\)\.push\("[^"]+"\);/, ';'],
  [',B=t.litHtmlPolyfillSupport;B?.(S,k)', ''],
  // Directives, and what only they look at.
  [/(?<=function M\(t,i),s=t,e\)\{.*?,i\}(?=class R\{)/, '){return i}'],
  [/this\._\$AN=void 0,/g, ''],
  [/get _\$AU\(\)\{[^}]*\}/g, ''],
  [/setConnected\(t\)\{[^}]*\}/, ''],
  [',this._$Cv=e?.isConnected??!0', ''],
  ['this._$AP?.(!1,!0,s);', ';'],
  ['get startNode(){return this._$AA}get endNode(){return this._$AB}', ''],
  ['get tagName(){return this.element.tagName}', ''],
  // SVG or MathML alone.
  ['l=2===i?"<svg>":3===i?"<math>":""', 'l=""'],
  ['+(2===i?"</svg>":3===i?"</math>":"")', ''],
  [
    /(?<=if\(this\.el=S\.createElement\(f,e\),P\.currentNode=this\.el\.content),2===i\|\|3===i\)\{.*?\}(?=for)/,
    ');',
  ],
  // A value in a <script>, <style>, <textarea>, <title> or comment, or in the place of an attribute.
  [/if\(y\.test\(r\.tagName\)\)\{.*?c\(\)\)\}\}(?=\}else if\(8===)/, ''],
  ['(y.test(u[2])&&(n=RegExp("</"+u[2],"g")),c=p)', 'c=p'],
  [/else\{let t=-1;for\(;-1!==\(t=r\.data\.indexOf\(o,t\+1\)\);\).*?t\+=o\.length-1\}/, ''],
  ['else t.startsWith(o)&&(d.push({type:6,index:l}),r.removeAttribute(t));', ''],
  [':6===r.type&&(i=new Z(h,this,t))', ':0'],
  // Handlers with options, or that are no functions, or come and go.
  [
    /(?<=\(this,t,i,0\)\?\?A\)===E\)return;).*?(?=this\._\$AH=t\}handleEvent)/,
    'this._$AH===A&&this.element.addEventListener(this.name,this);',
  ],
  [/(?<=handleEvent\(t\)\{).*?(?=\}\}class Z)/, 'this._$AH(t)'],
  // Lists that are no arrays, templates that were compiled beforehand, options of `render`.
  ['d=t=>u(t)||"function"==typeof t?.[Symbol.iterator]', 'd=u'],
  [/"number"==typeof s\?this\._\$AC\(t\):\(void 0===s\.el&&.*?,s\)(?=;if)/, 'this._$AC(t)'],
  ['(t?.creationScope??l)', 'l'],
  [
    /const e=s\?\.renderBefore\?\?i;let h=e\._\$litPart\$;.*?return h\._\$AI\(t\),h/,
    '(i._$litPart$??=new k(i.appendChild(c()),null))._$AI(t)',
  ],
]

/** What a module of ours cannot have, since it is cut out. */
const CUT_OUT =
  /lit\/(async-)?directive|\b(svg|mathml)`|<(script|style|textarea|title)\b|@\w+=\$\{[^}]*\bnothing\b/

/** Makes those edits. Fails the build where Lit no longer holds what they are for, and over a module that needs it. */
export function ownLit(): Plugin {
  return {
    name: 'own-lit',
    transform(code, id) {
      const needed = id.includes('/widget/') && CUT_OUT.exec(code)
      if (needed) throw new Error(`${id} needs ${needed[0]}, which is cut out of Lit.`)
      if (!/\/lit-html\/lit-html\.js$/.test(id)) return null
      return {
        code: EDITS.reduce((text, [from, to]) => {
          const edited = text.replace(from, to)
          if (edited === text) throw new Error(`Lit no longer holds ${from}`)
          return edited
        }, code),
        map: null,
      }
    },
  }
}
