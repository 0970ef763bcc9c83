/** In the mini-program a door code arrives as a launch parameter: nothing to rewrite. */
export function rewriteDeepLink(): void {}
