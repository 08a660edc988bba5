import classes from './logo.module.css';

/** Three courses of brick in running bond, and the name. */
export function Logo() {
  return (
    <span className={classes.logo}>
      <svg viewBox="0 0 26 24" width="30" height="28" aria-hidden="true">
        <g fill="#df7650">
          <rect x="0" y="0" width="15" height="7" rx="1.2" />
          <rect x="17" y="0" width="9" height="7" rx="1.2" fill="#ea9877" />
          <rect x="0" y="8.5" width="9" height="7" rx="1.2" fill="#cd5a33" />
          <rect x="11" y="8.5" width="15" height="7" rx="1.2" />
          <rect x="0" y="17" width="15" height="7" rx="1.2" fill="#ea9877" />
          <rect x="17" y="17" width="9" height="7" rx="1.2" />
        </g>
      </svg>
      <span className={classes.name}>Brique</span>
    </span>
  );
}
