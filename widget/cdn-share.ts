// What a script tag loads on a source's page: it registers <connect-share> and leaves no global behind.
import './define-share.ts'
