import { css } from 'lit'

/** The redemption while it runs, and its stages. */
export const redemption = css`
  progress,
  ol {
    margin-block-start: var(--step);
  }

  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 0.5em;
    border: 0;
    border-radius: 1em;
    background: var(--tint);
  }

  progress::-webkit-progress-bar {
    background: none;
  }

  progress::-webkit-progress-value {
    border-radius: 1em;
    background: var(--accent);
  }

  progress::-moz-progress-bar {
    border-radius: 1em;
    background: var(--accent);
  }

  progress:indeterminate {
    background: linear-gradient(90deg, var(--tint) 35%, var(--accent), var(--tint) 65%) 50% / 300%;
  }

  ol li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75em;
    padding-block: 0.7em;
    border-block-start: 1px solid var(--line);
  }

  ol li:last-child {
    padding-block-end: 0;
  }

  ol span {
    flex: 1 1 6em;
  }

  .active svg {
    color: var(--accent);
  }

  :is(.done, .passed) svg {
    color: var(--good);
  }

  .failed :is(svg, small) {
    color: var(--bad);
  }

  @media (prefers-reduced-motion: no-preference) {
    .spin {
      animation: spin 0.9s linear infinite;
    }

    progress:indeterminate {
      animation: sweep 1.8s linear infinite;
    }
  }

  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }

  @keyframes sweep {
    from {
      background-position: 100%;
    }

    to {
      background-position: 0%;
    }
  }

  @media (forced-colors: active) {
    progress {
      appearance: auto;
    }
  }
`
