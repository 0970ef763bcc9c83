/** The product's version, as front ends and the interface's document show it. */
export const version = '0.1.0';
