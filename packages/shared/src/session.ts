/** `GET /session`: who may use the page. */
export interface SessionInfo {
  /** Without one, nothing is asked; then the page is on this computer alone. */
  passwordSet: boolean;
  /** Also true where no password is set. */
  signedIn: boolean;
  /** Whether other computers reach the page. */
  onNetwork: boolean;
}
