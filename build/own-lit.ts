import type { Plugin } from 'vite'

/** A template as it is parsed once, and where its values go. SVG or MathML alone, <script> and comments have none. */
const TEMPLATE = `constructor({strings:t}){const[i,s]=N(t),d=this.parts=[],m=this.el=l.createElement("template");m.innerHTML=i,P.currentNode=m.content;for(let t,i=0,m=0;t=P.nextNode();m++)if(1===t.nodeType){for(const o of t.getAttributeNames())if(o.endsWith(h)){const[,r,n]=/([.?@])?(.*)/.exec(s[i++]);d.push({index:m,name:n,ctor:"."===r?I:"?"===r?L:"@"===r?z:H}),t.removeAttribute(o)}}else t.data===n&&d.push({index:m})}`

/** A template that stands in the page, with a part for each of its values. */
const RESULT = `constructor(t){this._$AV=[],this._$AD=t}u(){const{el:{content:i},parts:s}=this._$AD,e=l.importNode(i,!0);P.currentNode=e;let h=P.nextNode(),o=0;for(const t of s){for(;o<t.index;o++)h=P.nextNode();this._$AV.push(t.ctor?new t.ctor(h,t.name):new k(h,h.nextSibling))}return P.currentNode=l,e}p(t){this._$AV.forEach((s,i)=>s._$AI(t[i]))}`

/** A value between tags: a text, a template, or a list of templates. */
const CHILD = `constructor(t,i){this._$AH=A,this._$AA=t,this._$AB=i}_$AI(t){a(t)?t===A||null==t||""===t?(this._$AH!==A&&this._$AR(),this._$AH=A):t!==this._$AH&&this._(t):d(t)?this.k(t):this.$(t)}`

/** A value of an attribute, the only one in it. */
const ATTRIBUTE = `constructor(t,i){this._$AH=A,this.element=t,this.name=i}_$AI(t){(!a(t)||t!==this._$AH)&&this.j(this._$AH=t)}`

const HANDLER = `_$AI(t){this._$AH===A&&this.element.addEventListener(this.name,this),this._$AH=t}handleEvent(t){this._$AH(t)}}`

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
  // Finding what a value is for, in any HTML. In ours it is an attribute's where an equals sign stands before it.
  [/,f="\[ .*?(?=,x=t=>)/, ''],
  [
    /const N=\(t,i\)=>\{.*?,e\]\};/,
    'const N=t=>{const e=[];return[V(t,t.map((s,i)=>i===t.length-1?s||"<?>":/=$/.test(s)?(e.push(/\\S+(?==$)/.exec(s)[0]),s.slice(0,-1)+h+"=?"):s+r).join("")),e]};',
  ],
  [/(?<=class S\{).*?(?=\}function M)/, TEMPLATE],
  // A value in the place of an attribute.
  [/class Z\{.*?\}\}(?=const j=)/, ''],
  [',F:Z}', '}'],
  // Directives, `noChange`, options of `render`, and what only they look at.
  [/function M\(t,i,s=t,e\)\{.*?,i\}(?=class R\{)/, ''],
  ['V:M,', ''],
  [/(?<=class R\{).*?(?=\}class k\{)/, RESULT],
  [/(?<=class k\{).*?(?=O\(t\)\{)/, CHILD],
  [/setConnected\(t\)\{[^}]*\}/, ''],
  ['this._$AP?.(!1,!0,s);', ';'],
  [/const\{values:i,_\$litType\$:s\}=t,e="number"==.*?,s\);if/, 'const{values:i}=t,e=this._$AC(t);if'],
  ['const t=new R(e,this),s=t.u(this.options)', 'const t=new R(e),s=t.u()'],
  ['new k(this.O(c()),this.O(c()),this,this.options)', 'new k(this.O(c()),this.O(c()))'],
  // Lists that are no arrays.
  ['d=t=>u(t)||"function"==typeof t?.[Symbol.iterator]', 'd=u'],
  // Several values in one attribute; handlers with options, or that are no functions, or come and go.
  [/(?<=class H\{).*?(?=j\(t\)\{)/, ATTRIBUTE],
  ['constructor(){super(...arguments),this.type=3}', ''],
  ['constructor(){super(...arguments),this.type=4}', ''],
  [/(?<=class z extends H\{).*?\}\}/, HANDLER],
  [
    /const e=s\?\.renderBefore\?\?i;let h=e\._\$litPart\$;.*?return h\._\$AI\(t\),h/,
    '(i._$litPart$??=new k(i.appendChild(c()),null))._$AI(t)',
  ],
]

/** What a module of ours cannot have, since it is cut out. */
const CUT_OUT =
  /lit\/(async-)?directive|\b(svg|mathml)`|<(script|style|textarea|title)\b|@\w+=\$\{[^}]*\bnothing\b|="[^"<]*\$\{/

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
          const edited = text.replace(from, () => to)
          if (edited === text) throw new Error(`Lit no longer holds ${from}`)
          return edited
        }, code),
        map: null,
      }
    },
  }
}
