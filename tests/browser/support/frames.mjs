/**
 * For `page.evaluate`: from now on the page remembers how long its longest frame took;
 * `slowestFrame()` tells, in milliseconds.
 */
export function watchFrames() {
  let slowest = 0;
  let last = performance.now();
  const frame = (now) => {
    slowest = Math.max(slowest, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  globalThis.slowestFrame = () => Math.round(slowest);
}
