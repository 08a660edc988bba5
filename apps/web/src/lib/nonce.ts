declare global {
  // The scroll lock of dialogs (react-remove-scroll, by way of get-nonce) looks for its nonce under this name.
  var __webpack_nonce__: string | undefined;
}

/** @returns the nonce that the server put into the page, which allows the styles added at run time */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

/** Hands the nonce to the libraries that add styles by themselves. Call before the first render. */
export function shareStyleNonce(): void {
  globalThis.__webpack_nonce__ = styleNonce();
}
