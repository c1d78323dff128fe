import { css } from './css.ts'

/** The redemption while it is waited for and while it runs, and its stages. */
export const redemption = css`
  progress {
    inline-size: 100%;
  }

  #token {
    margin-block-end: 0.75em;
    background: none;
    color: inherit;
  }

  ol li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75em;
    padding-block: 0.7em;
    border-block-start: 1px solid var(--_line);
  }

  ol li:last-child {
    padding-block-end: 0;
  }

  ol span {
    flex: 1 1 6em;
  }

  .spin {
    animation: spin 0.9s linear infinite;
  }

  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }

  @media (prefers-reduced-motion) {
    .spin {
      animation: none;
    }

    progress:indeterminate {
      display: none;
    }
  }
`
