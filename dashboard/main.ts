import '@awesome.me/webawesome/dist/styles/themes/default.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/shell.css'
import './styles/table.css'
import './styles/page.css'
import './styles/facts.css'
import './styles/panels.css'
import './styles/plots.css'
import '@awesome.me/webawesome/dist/components/button/button.js'
import { Dashboard } from './shell/dashboard.ts'

customElements.define('connect-dashboard', Dashboard)
