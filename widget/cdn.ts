// What a script tag loads: it registers <connect-widget> and leaves no global behind.
import './define.ts'
